package dev.ikat.sync;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The items that are there, and which of them is the next. */
abstract class Store<T> {
    abstract void add(T item);

    /** The next one; only when there is one. */
    abstract T remove();

    abstract int size();

    abstract void clear();

    /** The oldest first. */
    static final class Fifo<T> extends Store<T> {
        private final ArrayDeque<T> items = new ArrayDeque<>();

        @Override
        void add(T item) {
            items.addLast(item);
        }

        @Override
        T remove() {
            return items.removeFirst();
        }

        @Override
        int size() {
            return items.size();
        }

        @Override
        void clear() {
            items.clear();
        }
    }

    /** The newest first. */
    static final class Lifo<T> extends Store<T> {
        private final ArrayDeque<T> items = new ArrayDeque<>();

        @Override
        void add(T item) {
            items.addLast(item);
        }

        @Override
        T remove() {
            return items.removeLast();
        }

        @Override
        int size() {
            return items.size();
        }

        @Override
        void clear() {
            items.clear();
        }
    }

    /** The least first, equal ones in the order in which they came. */
    static final class Ranked<T> extends Store<T> {
        private record Numbered<T>(T item, long number) {}

        private final PriorityQueue<Numbered<T>> heap;
        private long number;

        Ranked(Comparator<? super T> order) {
            Comparator<Numbered<T>> byItem = Comparator.comparing(Numbered::item, order);
            heap = new PriorityQueue<>(byItem.thenComparingLong(Numbered::number));
        }

        @Override
        void add(T item) {
            heap.add(new Numbered<>(item, number++));
        }

        @Override
        T remove() {
            return heap.remove().item();
        }

        @Override
        int size() {
            return heap.size();
        }

        @Override
        void clear() {
            heap.clear();
        }
    }
}
