package dev.ikat.loop;

/** A loop on a real selector, running on a thread of its own until this is closed. */
final class LoopThread implements AutoCloseable {
    final SelectorLoop loop = new SelectorLoop();
    private final Thread thread = new Thread(loop::runForever, "loop");

    LoopThread() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        loop.callSoonThreadsafe(loop::stop);
        LoopFixture.joined(thread);
        loop.close();
    }
}
