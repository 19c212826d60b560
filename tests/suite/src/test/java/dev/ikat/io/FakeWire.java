package dev.ikat.io;

import java.nio.ByteBuffer;

/** A wire without anything at its other end; what it has to read is for the test to say. */
abstract class FakeWire extends Wire {
    private int interest;

    FakeWire() {
        super(currentLoop());
    }

    @Override
    int wanted() {
        return interest;
    }

    @Override
    void interest(int ops) {
        interest = ops;
    }

    /** Takes it all. */
    @Override
    int write(ByteBuffer source) {
        int count = source.remaining();
        source.position(source.limit());
        return count;
    }

    @Override
    boolean shutdownOutput() {
        return true;
    }

    @Override
    void close() {}

    @Override
    void reset() {}
}
