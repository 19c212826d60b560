package dev.ikat.sync;

/**
 * What a lock or semaphore hands out, for try-with-resources; closing it gives it back, at once, closing it again does
 * nothing.
 */
public interface Permit extends AutoCloseable {
    @Override
    void close();
}
