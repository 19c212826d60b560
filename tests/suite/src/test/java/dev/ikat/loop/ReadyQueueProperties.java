package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReadyQueueProperties {
    private final ReadyQueue queue = new ReadyQueue();

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

    @Example
    void clearForgetsAll() {
        queue.add(() -> {});
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
    }

    @SuppressWarnings("UnnecessaryLambda") // each must be another object
    private void add(Queue<Runnable> model) {
        int number = model.size();
        Runnable callback = () -> assertThat(number).isNotNegative();
        queue.add(callback);
        model.add(callback);
    }

    private void drain(Queue<Runnable> model) {
        while (!model.isEmpty()) {
            assertThat(queue.take()).isSameAs(model.remove());
        }
        assertThat(queue.isEmpty()).isTrue();
    }
}
