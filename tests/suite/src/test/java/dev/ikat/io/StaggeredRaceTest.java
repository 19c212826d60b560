package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.CPython;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.VirtualLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Happy Eyeballs in virtual time, against hand-made cases and CPython's {@code staggered_race}. */
class StaggeredRaceTest {
    /** How long an attempt takes, and whether it is connected then. */
    private record Attempt(long micros, boolean wins) {
        @Override
        public String toString() {
            return micros + ":" + (wins ? 1 : 0);
        }
    }

    /** The attempts of a host, and the delay between them; null where they go one at a time. */
    private record Host(@Nullable Long delayMicros, List<Attempt> attempts) {
        @Override
        public String toString() {
            return (delayMicros == null ? "-" : delayMicros)
                    + attempts.stream().map(attempt -> " " + attempt).collect(Collectors.joining());
        }
    }

    /** Begins attempts as a contest would, and writes down what happens. */
    private static final class Run implements StaggeredRace.Contest {
        final Promise<String> ended = promise();
        private final Host host;
        private final List<String> log = new ArrayList<>();
        private final StaggeredRace race;
        private final long beginNanos = loop().nanoTime();

        Run(Host host) {
            this.host = host;
            Duration delay = host.delayMicros == null ? null : Duration.ofNanos(host.delayMicros * 1000);
            race = new StaggeredRace(loop(), host.attempts.size(), delay, this);
            race.begin();
        }

        @Override
        public void begin(int number) {
            log.add(number + "@" + micros());
            Attempt attempt = host.attempts.get(number);
            loop().callLater(Duration.ofNanos(attempt.micros * 1000), () -> end(number, attempt));
        }

        private void end(int number, Attempt attempt) {
            if (ended.isDone()) {
                return;
            }
            if (attempt.wins) {
                race.stop();
                log.add("won " + number + "@" + micros());
                ended.complete(String.join(" ", log));
            } else {
                race.failed(number);
            }
        }

        @Override
        public void lost() {
            log.add("lost@" + micros());
            ended.complete(String.join(" ", log));
        }

        private long micros() {
            return (loop().nanoTime() - beginNanos + 500) / 1000;
        }
    }

    private static List<String> races(List<Host> hosts) {
        return VirtualLoop.run(() -> racesOf(hosts));
    }

    @Async
    private static Coroutine<List<String>> racesOf(List<Host> hosts) {
        List<String> logs = new ArrayList<>();
        for (Host host : hosts) {
            logs.add(await(new Run(host).ended));
        }
        await(sleep(Duration.ofHours(1))); // whatever is left
        return done(logs);
    }

    private static String race(@Nullable Long delayMicros, Attempt... attempts) {
        return races(List.of(new Host(delayMicros, List.of(attempts)))).get(0);
    }

    private static Attempt wins(long micros) {
        return new Attempt(micros, true);
    }

    private static Attempt fails(long micros) {
        return new Attempt(micros, false);
    }

    @Test
    void theFirstThatAnswersSoonIsTheOnlyOne() {
        assertThat(race(250L, wins(249), wins(1))).isEqualTo("0@0 won 0@249");
    }

    @Test
    void theNextBeginsAfterTheDelayAndMayWin() {
        assertThat(race(250L, wins(1000), wins(100), wins(1))).isEqualTo("0@0 1@250 won 1@350");
        assertThat(race(250L, wins(300), wins(100), wins(1))).isEqualTo("0@0 1@250 won 0@300");
    }

    @Test
    void aFailureBeginsTheNextAtOnceAndTheDelayAnew() {
        assertThat(race(250L, fails(10), fails(20), wins(1000), wins(1000)))
                .isEqualTo("0@0 1@10 2@30 3@280 won 2@1030");
    }

    @Test
    void aLateFailureOfAnEarlierOneHurriesNobody() {
        assertThat(race(250L, fails(300), wins(1000), wins(1000))).isEqualTo("0@0 1@250 2@500 won 1@1250");
    }

    @Test
    void oneThatOthersWereStartedBesideMayStillWin() {
        assertThat(race(250L, wins(600), fails(1), fails(1))).isEqualTo("0@0 1@250 2@251 won 0@600");
    }

    @Test
    void itIsLostWhenAllHaveFailed() {
        assertThat(race(250L, fails(1000), fails(1), fails(5))).isEqualTo("0@0 1@250 2@251 lost@1000");
        assertThat(race(250L, fails(7))).isEqualTo("0@0 lost@7");
    }

    @Test
    void withoutADelayOneGoesAfterTheOther() {
        assertThat(race(null, fails(1000), fails(2000), wins(5), wins(1))).isEqualTo("0@0 1@1000 2@3000 won 2@3005");
    }

    @Test
    void noDelayAtAllBeginsAllAtOnce() {
        assertThat(race(0L, wins(50), wins(40), wins(60))).isEqualTo("0@0 1@0 2@0 won 1@40");
    }

    private static final String STAGGERED = """
            from asyncio.staggered import staggered_race

            def micros():
                return round(asyncio.get_running_loop().time() * 1e6) - begin

            async def race(words):
                global begin
                begin = 0
                begin = micros()
                trace = []
                def attempt(number, duration, wins):
                    async def run():
                        trace.append(f"{number}@{micros()}")
                        await asyncio.sleep(duration / 1e6)
                        if not wins:
                            raise OSError()
                    return run
                attempts = [attempt(i, *map(int, word.split(":"))) for i, word in enumerate(words[1:])]
                delay = None if words[0] == "-" else int(words[0]) / 1e6
                _, winner, _ = await staggered_race(attempts, delay)
                trace.append(f"lost@{micros()}" if winner is None else f"won {winner}@{micros()}")
                print(" ".join(trace))

            async def main():
                for line in sys.stdin:
                    await race(line.split())
            run(main())
            """;

    @Test
    void randomRacesGoAsInAsyncio() {
        Random random = new Random(8305);
        List<Host> hosts = Stream.generate(() -> randomHost(random)).limit(500).toList();
        String input = hosts.stream().map(Host::toString).collect(Collectors.joining("\n"));
        assertThat(races(hosts)).isEqualTo(CPython.interpret(STAGGERED, input));
    }

    /** Times so fine that no two things happen at once. */
    private static Host randomHost(Random random) {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            attempts.add(new Attempt(1 + random.nextInt(2_000_000), random.nextInt(4) == 0));
        }
        return new Host(random.nextInt(6) == 0 ? null : 1L + random.nextInt(1_000_000), attempts);
    }

    private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : literals) {
            addresses.add(InetAddress.getByName(literal));
        }
        return addresses;
    }

    @Test
    void familiesTakeTurnsAndTheFirstOfTheResolverStaysFirst() throws UnknownHostException {
        assertThat(StaggeredRace.interleaved(addresses("::1", "::2", "::3", "1.1.1.1", "1.1.1.2")))
                .isEqualTo(addresses("::1", "1.1.1.1", "::2", "1.1.1.2", "::3"));
        assertThat(StaggeredRace.interleaved(addresses("1.1.1.1", "1.1.1.2", "::1")))
                .isEqualTo(addresses("1.1.1.1", "::1", "1.1.1.2"));
        assertThat(StaggeredRace.interleaved(addresses("::1"))).isEqualTo(addresses("::1"));
        assertThat(StaggeredRace.interleaved(addresses("1.1.1.2", "1.1.1.1")))
                .isEqualTo(addresses("1.1.1.2", "1.1.1.1"));
    }
}
