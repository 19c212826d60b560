package dev.ikat.io;

/** Processes on pipes of ours, as on Linux. */
class SubprocessClosingTest extends SubprocessClosingContract {
    @Override
    Subprocess.Builder builder(String... command) {
        return Subprocess.builder(command);
    }
}
