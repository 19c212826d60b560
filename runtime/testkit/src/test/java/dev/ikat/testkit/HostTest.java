package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostTest {
    private static Network network() {
        return Simulation.current().network();
    }

    @Test
    void aCrashRunsNoFinallyBlock() {
        List<String> said = new ArrayList<>();
        Simulation.run(() -> {
            Host other = network().host("other", () -> saysGoodbye(said));
            await(sleep(Duration.ofSeconds(1)));
            other.crash();
            assertThat(other.isUp()).isFalse();
            await(sleep(Duration.ofDays(1)));
            other.restart();
            await(sleep(Duration.ofSeconds(1)));
            return done();
        });
        assertThat(said).containsExactly("hello", "hello");
    }

    @Async
    private static Coroutine<Void> saysGoodbye(List<String> said) {
        said.add("hello");
        try {
            await(sleep(Duration.ofHours(1)));
        } finally {
            said.add("goodbye");
        }
        return done();
    }

    @Test
    void aHostMayCrashByItself() {
        List<String> said = new ArrayList<>();
        Simulation.run(() -> {
            network().host("other", () -> crashesIn(said));
            await(sleep(Duration.ofSeconds(1)));
            return done();
        });
        assertThat(said).containsExactly("crashing", "still in this step");
    }

    @Async
    private static Coroutine<Void> crashesIn(List<String> said) {
        said.add("crashing");
        network().partition();
        start(saysGoodbye(said));
        hostNamed("other").crash();
        said.add("still in this step");
        await(yieldNow());
        said.add("never");
        return done();
    }

    private static Host hostNamed(String name) {
        return network().hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHostIsAskedToDoSomething() {
        Simulation.run(() -> {
            Host other = network().host("other");
            assertThat(await(other.run(() -> done(loop() + "")))).isNotEqualTo(loop() + "");
            assertThat(await(Thrown.by(() -> other.run(() -> fails()))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("on purpose");
            Task<Void> waiting = start(other.run(() -> sleep(Duration.ofDays(1))));
            await(sleep(Duration.ofSeconds(1)));
            other.crash();
            assertThat(await(Thrown.by(waiting)))
                    .isInstanceOf(HostCrashedException.class)
                    .hasMessageContaining("the host other crashed before");
            return done();
        });
    }

    @Async
    private static Coroutine<Void> fails() throws IOException {
        await(yieldNow());
        throw new IOException("on purpose");
    }

    @Test
    void whoIsCancelledCancelsWhatItAskedFor() {
        List<String> said = new ArrayList<>();
        Simulation.run(() -> {
            Host other = network().host("other");
            Task<Void> asking = start(other.run(() -> saysGoodbye(said)));
            await(sleep(Duration.ofSeconds(1)));
            asking.cancel();
            await(sleep(Duration.ofSeconds(1)));
            return done();
        });
        assertThat(said).containsExactly("hello", "goodbye");
    }

    @Test
    void whatAHostsProgramThrowsFailsTheRun() {
        assertThatThrownBy(() -> Simulation.run(() -> {
                    network().host("server", HostTest::fails);
                    await(sleep(Duration.ofSeconds(1)));
                    return done();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the program of the host server failed")
                .hasRootCauseMessage("on purpose");
    }

    @Test
    void whoIsBusyLetsOthersWorkToo() {
        Simulation.run(() -> {
            AtomicInteger turns = new AtomicInteger();
            network().host("other", () -> counts(turns));
            while (turns.get() < 10) {
                await(yieldNow());
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> counts(AtomicInteger turns) {
        while (true) {
            await(yieldNow());
            turns.incrementAndGet();
        }
    }

    @Test
    void theMainHostStays() {
        Simulation.run(() -> {
            assertThatThrownBy(() -> network().main().crash())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Use a host of its own");
            assertThatThrownBy(() -> network().host("other").restart()).hasMessageContaining("no program to run again");
            assertThatThrownBy(() -> network().everywhere().loss(2)).hasMessageContaining("from 0 to 1");
            assertThatThrownBy(() -> network().everywhere().latency(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> network().link(network().main(), network().main()))
                    .hasMessageContaining("it takes two");
            return done();
        });
    }
}
