package dev.ikat.io;

/** Processes whose bytes are moved by threads, as where the system gives pipes no path. */
class ThreadedSubprocessTest extends SubprocessContract {
    @Override
    Subprocess.Builder builder(String... command) {
        return Subprocess.builder(command).onThreads();
    }
}
