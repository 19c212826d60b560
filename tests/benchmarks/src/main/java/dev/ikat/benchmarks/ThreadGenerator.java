package dev.ikat.benchmarks;

import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;

/** A generator that is a virtual thread, which parks at each element; iterated by another one. */
final class ThreadGenerator<T> implements Iterator<T>, Runnable {
    private final T[] array;
    private final Thread consumer = Thread.currentThread();
    private final Thread producer;
    private volatile boolean producing = true;
    private T element;
    private boolean ended;

    ThreadGenerator(T[] array) {
        this.array = array;
        this.producer = VirtualThreads.start(this);
    }

    @Override
    public void run() {
        for (T each : array) {
            element = each;
            handOver();
            while (!producing) {
                LockSupport.park(this);
            }
        }
        ended = true;
        handOver();
    }

    private void handOver() {
        producing = false;
        LockSupport.unpark(consumer);
    }

    @Override
    public boolean hasNext() {
        while (producing) {
            LockSupport.park(this);
        }
        return !ended;
    }

    @Override
    public T next() {
        T next = element;
        producing = true;
        LockSupport.unpark(producer);
        return next;
    }
}
