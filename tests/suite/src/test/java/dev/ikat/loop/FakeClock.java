package dev.ikat.loop;

/** Time that moves when a test, or a {@link FakePoller}, says so. */
final class FakeClock implements Clock {
    long nanos = 1_000;
    int reads;

    @Override
    public long nanoTime() {
        reads++;
        return nanos;
    }
}
