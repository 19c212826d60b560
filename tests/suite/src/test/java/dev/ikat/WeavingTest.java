package dev.ikat;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The tests run in the way that the build says: with an agent and classes as javac writes them, or with neither. */
class WeavingTest {
    @Async
    private static Coroutine<String> afterAWait() {
        await(yieldNow());
        return done("woven");
    }

    @Test
    void thisClassIsWoven() {
        assertThat(Ikat.run(afterAWait())).isEqualTo("woven");
    }

    @Test
    void thereIsAnAgentOrThePluginHasBeenHere() throws IOException {
        assertThat(System.getProperty("dev.ikat.agent") != null).isEqualTo(!Weaving.isByPlugin());
        assertThat(isWovenAsItLies()).isEqualTo(Weaving.isByPlugin());
    }

    /** The weaver leaves what is woven alone. */
    private static boolean isWovenAsItLies() throws IOException {
        try (InputStream file = Objects.requireNonNull(WeavingTest.class.getResourceAsStream("WeavingTest.class"))) {
            return Weaver.weave(file.readAllBytes()).classFile() == null;
        }
    }
}
