package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

class ReadyQueueProperties {
    private ReadyQueue queue;

    @BeforeTry
    void anEmptyOne() {
        queue = new ReadyQueue();
    }

    @Property
    void itIsAnArrayDeque(@ForAll @Size(max = 40) List<@IntRange(min = -700, max = 700) Integer> steps) {
        Queue<Runnable> model = new ArrayDeque<>();
        for (int step : steps) {
            for (int i = 0; i < step; i++) {
                add(model);
            }
            for (int i = 0; i > step && !model.isEmpty(); i--) {
                assertThat(queue.take()).isSameAs(model.remove());
            }
            assertThat(queue.size()).isEqualTo(model.size());
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
        }
        drain(model);
    }

    @Example
    void itGrowsWhereverTheRingBegins() {
        for (int offset = 0; offset < 256; offset++) {
            queue.clear();
            Queue<Runnable> model = new ArrayDeque<>();
            for (int i = 0; i < offset; i++) {
                add(model);
                assertThat(queue.take()).isSameAs(model.remove());
            }
            for (int i = 0; i < 600; i++) {
                add(model);
            }
            drain(model);
        }
    }

    /** Steps: 0 adds one, 1 reserves a slot, 2 adds by a slot, 3 takes the oldest, 4 takes any, 5 gives a slot back. */
    @Property
    void slotsAndOthersStandInOneOrder(
            @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> steps,
            @ForAll @IntRange(min = 1, max = 40) int times) {
        List<Runnable> model = new ArrayList<>();
        Map<Integer, Runnable> idle = new LinkedHashMap<>();
        Map<Runnable, Integer> slots = new HashMap<>();
        for (int step : steps) {
            for (int i = 0; i < times; i++) {
                step(step, i, model, idle, slots);
            }
            assertThat(queue.size()).isEqualTo(model.size());
        }
        for (int i = 0; i < model.size(); i++) {
            assertThat(queue.get(i)).isSameAs(model.get(i));
        }
        drain(new ArrayDeque<>(model));
        List<Runnable> reserved = new ArrayList<>();
        queue.forEachReserved(reserved::add);
        assertThat(reserved).containsExactlyInAnyOrderElementsOf(slots.keySet());
    }

    private void step(
            int step, int i, List<Runnable> model, Map<Integer, Runnable> idle, Map<Runnable, Integer> slots) {
        if (step == 0) {
            model.add(callback(i));
            queue.add(model.get(model.size() - 1));
        } else if (step == 1) {
            Runnable callback = callback(i);
            int slot = queue.reserve(callback);
            assertThat(slots).as("the slots in use").doesNotContainValue(slot);
            slots.put(callback, slot);
            idle.put(slot, callback);
        } else if (step == 2 && !idle.isEmpty()) {
            int slot = idle.keySet().iterator().next();
            model.add(idle.remove(slot));
            queue.addReserved(slot);
        } else if (step >= 3 && step <= 4 && !model.isEmpty()) {
            int index = step == 3 ? 0 : i * 31 % model.size();
            Runnable expected = model.remove(index);
            assertThat(step == 3 ? queue.take() : queue.take(index)).isSameAs(expected);
            if (slots.containsKey(expected)) {
                idle.put(slots.get(expected), expected);
            }
        } else if (step == 5 && !idle.isEmpty()) {
            int slot = idle.keySet().iterator().next();
            slots.remove(idle.remove(slot));
            queue.release(slot);
        }
    }

    @Example
    void oneThatWaitsWhileManyPassIsNotLost() {
        Runnable first = callback(0);
        queue.add(first);
        for (int i = 1; i < 2_000; i++) {
            Runnable other = callback(i);
            queue.add(other);
            assertThat(queue.take(1)).isSameAs(other);
        }
        assertThat(queue.take()).isSameAs(first);
    }

    @Example
    void clearForgetsAllButWhatHasASlot() {
        Runnable task = callback(0);
        int slot = queue.reserve(task);
        queue.addReserved(slot);
        queue.add(() -> {});
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.reserved(slot)).isSameAs(task);
    }

    private void add(Queue<Runnable> model) {
        Runnable callback = callback(model.size());
        queue.add(callback);
        model.add(callback);
    }

    @SuppressWarnings("UnnecessaryLambda") // each must be another object
    private static Runnable callback(int number) {
        return () -> assertThat(number).isNotNegative();
    }

    private void drain(Queue<Runnable> model) {
        while (!model.isEmpty()) {
            assertThat(queue.take()).isSameAs(model.remove());
        }
        assertThat(queue.isEmpty()).isTrue();
    }
}
