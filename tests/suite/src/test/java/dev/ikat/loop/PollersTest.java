package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which poller a loop gets: the best that is there, or the one that was asked for. */
class PollersTest {
    private final List<Poller> opened = new ArrayList<>();
    private final FakePoller fake = new FakePoller(new FakeClock());

    @AfterEach
    void close() {
        opened.forEach(Poller::close);
    }

    private Poller open(String wanted, PollerProvider... others) {
        Poller poller = Pollers.open(wanted, List.of(others));
        opened.add(poller);
        return poller;
    }

    private PollerProvider provider(String name, int priority, boolean available, Supplier<Poller> opener) {
        return new PollerProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isAvailable() {
                return available;
            }

            @Override
            public int priority() {
                return priority;
            }

            @Override
            public Poller open() {
                return opener.get();
            }
        };
    }

    private PollerProvider wrong(String name, int priority, boolean available) {
        return provider(name, priority, available, () -> {
            throw new AssertionError(name + " is not the one");
        });
    }

    @Test
    void withoutOthersItIsTheJdks() {
        assertThat(open("")).isInstanceOf(SelectorPoller.class);
    }

    @Test
    void theHighestPriorityThatIsAvailableIsTaken() {
        PollerProvider best = provider("best", 2, true, () -> fake);
        assertThat(open("", wrong("lower", 1, true), best, wrong("equal", 2, true), wrong("broken", 9, false)))
                .isSameAs(fake);
    }

    @Test
    void theJdksHasThePriorityZero() {
        assertThat(open("", wrong("equal", 0, true), wrong("less", -1, true), wrong("broken", 9, false)))
                .isInstanceOf(SelectorPoller.class);
    }

    @Test
    void theNameDecidesWhateverThePriority() {
        PollerProvider named = provider("named", -5, true, () -> fake);
        assertThat(open("named", wrong("better", 7, true), named)).isSameAs(fake);
    }

    @Test
    void theJdksIsTakenByItsNameWithoutLoadingOthers(@TempDir Path directory) throws IOException {
        try (URLClassLoader loader = services(directory, "no.such.Provider")) {
            opened.add(Pollers.open("selector", loader));
        }
        assertThat(opened.get(0)).isInstanceOf(SelectorPoller.class);
    }

    @Test
    void aNameThatIsNotThereListsThoseThatAre() {
        assertThatThrownBy(() -> open("uring", wrong("epoll", 1, true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-Dikat.poller=uring")
                .hasMessageContaining("there are: selector, epoll")
                .hasMessageContaining("META-INF/services/dev.ikat.loop.PollerProvider");
    }

    @Test
    void aNameThatIsNotAvailableIsAnErrorToo() {
        assertThatThrownBy(() -> open("epoll", wrong("epoll", 1, false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not work on this system; -Dikat.poller=selector");
    }

    @Test
    void oneThatCannotBeOpenedIsNamed() {
        UnsatisfiedLinkError missing = new UnsatisfiedLinkError("no libepoll");
        assertThatThrownBy(() -> open("", provider("epoll", 1, true, () -> {
                    throw missing;
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("epoll", PollersTest.class.getName(), "-Dikat.poller=selector")
                .hasCause(missing);
    }

    @Test
    void whatTheSystemRefusesStaysAsItIs() {
        UncheckedIOException refused = new UncheckedIOException(new IOException("too many open files"));
        assertThatThrownBy(() -> open("", provider("epoll", 1, true, () -> {
                    throw refused;
                })))
                .isSameAs(refused);
    }

    /** Found as a jar on the class path would be. */
    public static final class Found implements PollerProvider {
        @Override
        public String name() {
            return "found";
        }

        @Override
        public int priority() {
            return -1;
        }

        @Override
        public Poller open() {
            throw new UnsupportedOperationException();
        }
    }

    private static URLClassLoader services(Path directory, String className) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(PollerProvider.class.getName()), className + "\n");
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, PollersTest.class.getClassLoader());
    }

    @Test
    void providersAreFoundByTheServiceLoader(@TempDir Path directory) throws IOException {
        try (URLClassLoader loader = services(directory, Found.class.getName())) {
            assertThat(Pollers.load(loader)).singleElement().isInstanceOf(Found.class);
        }
        assertThat(Pollers.load(PollersTest.class.getClassLoader())).isEmpty();
    }

    @Test
    void oneThatCannotBeLoadedIsAClearError(@TempDir Path directory) throws IOException {
        try (URLClassLoader loader = services(directory, "no.such.Provider")) {
            assertThatThrownBy(() -> Pollers.load(loader))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot be loaded; -Dikat.poller=selector")
                    .hasRootCauseMessage(PollerProvider.class.getName() + ": Provider no.such.Provider not found");
        }
    }
}
