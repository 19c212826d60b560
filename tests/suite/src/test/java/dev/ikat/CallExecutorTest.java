package dev.ikat;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.toThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.io.AsyncFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What runs blocking calls may tell those of files from others, and put something in their place. */
class CallExecutorTest {
    private final List<String> log = new ArrayList<>();

    private <T> T run(CallExecutor executor, AsyncCallable<T> body) {
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner =
                Runner.builder().loopFactory(() -> loop).executor(executor).build()) {
            return runner.run(VirtualLoop.inside(body));
        }
    }

    @Async
    private Coroutine<Void> callsAndFiles() throws Exception {
        await(toThread(() -> log.add("call")));
        log.add("exists " + await(AsyncFiles.exists(Path.of("no such file"))));
        return done();
    }

    @Test
    void filesAreToldFromOthers() {
        run(
                new CallExecutor() {
                    @Override
                    public void execute(Runnable call) {
                        log.add("another thread");
                        call.run();
                    }

                    @Override
                    @SuppressWarnings("unchecked") // the one file is asked whether it exists
                    public <T> Callable<T> ofFile(Callable<T> call) {
                        log.add("instead of a file");
                        return () -> (T) Boolean.valueOf(!(Boolean) call.call());
                    }

                    @Override
                    public void executeOfFile(Runnable call) {
                        log.add("a file's thread");
                        call.run();
                    }
                },
                this::callsAndFiles);
        assertThat(log)
                .containsExactly("another thread", "call", "instead of a file", "a file's thread", "exists true");
    }

    @Test
    void byDefaultTheyAreNot() {
        run(
                call -> {
                    log.add("another thread");
                    call.run();
                },
                this::callsAndFiles);
        assertThat(log).containsExactly("another thread", "call", "another thread", "exists false");
    }
}
