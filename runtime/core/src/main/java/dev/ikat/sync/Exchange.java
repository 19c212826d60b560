package dev.ikat.sync;

import dev.ikat.LoopBinding;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What queues and channels are inside: a store of items, a line of readers before it and a line of writers behind it.
 *
 * <p>A wake-up promises an item (or a room) but moves none: the reader takes it, the writer puts it, in the step in which
 * its task really goes on. Until then the item stays in the store, so one that is cancelled in between has nothing to
 * lose or to give back; its promise goes to the next in line. Who would wait is served in turn: it waits while somebody was
 * woken and has not gone on. Who cannot wait (poll, offer) takes what is promised to nobody.
 *
 * <pre>
 * reader:  waiting (in the line) --wake--> woken (counted) --its task goes on--> takeWoken
 *             '--cancelled--> withdraw       '--cancelled--> giveUpTake
 * writer:  the same, with putWoken and giveUpPut
 * </pre>
 *
 * With room for nothing (a rendezvous) whoever comes second acts for both: a writer that finds a reader waiting stores the
 * item for it, a reader that finds a writer waiting accepts its item. Should the reader be cancelled then, the item
 * stays for the next one.
 *
 * <p>Holds, on the loop's thread: readers wait only while every item is promised, or somebody woken has not gone on; writers
 * likewise. So whoever waits is woken by what others do, also after the close.
 */
final class Exchange<T> {
    /** Somebody who waits for an item: a task, or one case of a select. */
    interface Reader {
        void wake();
    }

    /** Somebody who waits to get rid of one. */
    interface Writer<T> {
        void wake();

        /** Its item was stored on its behalf. */
        T accept();
    }

    static final int UNBOUNDED = Integer.MAX_VALUE;
    static final int RENDEZVOUS = 0;

    private final Store<T> store;
    private final int capacity;
    private final LoopBinding binding;
    private final Deque<Reader> readers = new ArrayDeque<>(4);
    private final Deque<Writer<T>> writers = new ArrayDeque<>(4);
    private int wokenReaders;
    private int wokenWriters;
    private long added;
    private boolean closed;

    Exchange(String what, Store<T> store, int capacity) {
        this.binding = new LoopBinding(what);
        this.store = store;
        this.capacity = capacity;
    }

    int size() {
        return store.size();
    }

    int capacity() {
        return capacity;
    }

    /** How many items were ever stored. */
    long added() {
        return added;
    }

    boolean isClosed() {
        return closed;
    }

    /** Closed, and nothing is left to take. */
    boolean isDrained() {
        return closed && store.size() == 0;
    }

    /** Whether there is an item that is promised to nobody. */
    boolean canTake() {
        binding.checkThread();
        return store.size() > wokenReaders || hasOffer();
    }

    /** The same for somebody who can wait: not before those who were woken. A rendezvous meets whom it finds. */
    boolean canTakeInTurn() {
        return canTake() && (wokenReaders == 0 || capacity == RENDEZVOUS);
    }

    /** At a rendezvous writers wait with their items; after the close they only wait to be told. */
    private boolean hasOffer() {
        return capacity == RENDEZVOUS && !writers.isEmpty();
    }

    /** Only when {@link #canTake}. */
    T take() {
        if (store.size() <= wokenReaders) {
            add(writers.remove().accept());
        }
        return remove();
    }

    /** Whether there is room that is promised to nobody; never once closed. */
    boolean canPut() {
        binding.checkThread();
        boolean room = capacity == RENDEZVOUS ? !readers.isEmpty() : store.size() + wokenWriters < capacity;
        return room && !closed;
    }

    /** The same for somebody who can wait. */
    boolean canPutInTurn() {
        return canPut() && wokenWriters == 0;
    }

    /** Only when {@link #canPut}. */
    void put(T item) {
        add(item);
        wakeReaders();
    }

    LoopBinding binding() {
        return binding;
    }

    void await(Reader reader) {
        readers.add(reader);
    }

    void await(Writer<T> writer) {
        writers.add(writer);
    }

    void withdraw(Reader reader) {
        readers.remove(reader);
    }

    void withdraw(Writer<T> writer) {
        writers.remove(writer);
    }

    /** What a woken reader takes as it goes on; null when it was woken by the close and nothing is left. */
    @Nullable
    T takeWoken() {
        wokenReaders--;
        assert closed || store.size() > 0 : "a woken reader has its item";
        T item = store.size() == 0 ? null : remove();
        wakeReaders();
        return item;
    }

    /** A woken writer goes on; false, and nothing is put, when it was woken by the close or that came meanwhile. */
    boolean putWoken(T item) {
        wokenWriters--;
        try {
            if (!closed) {
                put(item);
            }
        } finally {
            wakeWriters(); // an order that refuses the item leaves the room to the next
        }
        return !closed;
    }

    /** A woken reader was cancelled. */
    void giveUpTake() {
        wokenReaders--;
        wakeReaders();
    }

    /** A woken writer was cancelled. */
    void giveUpPut() {
        wokenWriters--;
        wakeWriters();
    }

    /** Wakes everyone, to take what is left or be told; optionally drops what is left. Returns how many were dropped. */
    int close(boolean drop) {
        binding.checkThread();
        closed = true;
        int dropped = drop ? store.size() : 0;
        if (drop) {
            store.clear();
        }
        wakeReaders();
        wakeWriters();
        return dropped;
    }

    private void add(T item) {
        store.add(item);
        added++;
    }

    private T remove() {
        T item = store.remove();
        wakeWriters();
        return item;
    }

    private void wakeReaders() {
        while (!readers.isEmpty() && (closed || store.size() > wokenReaders)) {
            wokenReaders++;
            readers.remove().wake();
        }
    }

    private void wakeWriters() {
        while (!writers.isEmpty() && (closed || store.size() + wokenWriters < capacity)) {
            wokenWriters++;
            writers.remove().wake();
        }
    }

    /** Nobody is woken, and nobody waits for what is there; so it is once every task has gone on. For tests. */
    boolean isSettled() {
        boolean quiet = wokenReaders == 0 && wokenWriters == 0;
        return quiet && (readers.isEmpty() || store.size() == 0) && (writers.isEmpty() || store.size() >= capacity);
    }

    @Override
    public String toString() {
        return store.size() + (capacity == UNBOUNDED ? "" : " of " + capacity) + " items, " + readers.size()
                + " readers and " + writers.size() + " writers waiting" + (closed ? ", closed" : "");
    }
}
