package dev.ikat;

/** Work without a result that may throw anything; for {@link Ikat#toThread(ThrowingRunnable)}. */
@FunctionalInterface
public interface ThrowingRunnable {
    void run() throws Exception;
}
