package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.sync.Channel;
import dev.ikat.sync.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What each(…) iterates, and the tasks that it does so in. */
class EachSourcesTest extends EachFixture {
    @Async
    private Coroutine<Integer> ofQueueAndChannel() {
        Queue<Integer> queue = new Queue<>();
        for (int i = 1; i < 4; i++) {
            queue.offer(i);
        }
        queue.shutdown(false);
        int sum = 0;
        for (int each : each(queue)) {
            sum += each;
        }
        Channel<Integer> channel = new Channel<>(4);
        await(channel.send(10));
        await(channel.send(20));
        channel.close();
        for (int each : each(channel)) {
            sum += each;
        }
        for (Promise<Integer> each :
                each(asCompleted(List.of(start(Tried.after(2, 100)), start(Tried.after(1, 200)))))) {
            sum += await(each);
        }
        return done(sum);
    }

    @Test
    void overQueuesChannelsAndWhatCompletes() {
        check(this::ofQueueAndChannel, 336);
    }

    @Test
    void nothingIsRefused() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> none = null;
            Throwable error = await(errorOf(eachOf(none)));
            assertThat(error).isInstanceOf(NullPointerException.class).hasMessageContaining("each(null)");
            return done();
        });
    }

    @Async
    private static Coroutine<Void> eachOf(AsyncIterable<Integer> source) {
        for (int each : each(source)) {
            throw new AssertionError(each);
        }
        return done();
    }

    @Test
    void oneThatAnotherTaskAwaitsIsRefusedAndNotClosed() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> shared = numbers("a", 2);
            Task<Boolean> asking = start(shared.hasNext());
            await(yieldNow());
            assertThat(await(errorOf(eachOf(shared)))).hasMessageContaining("is running already");
            assertThat(await(asking)).isTrue();
            assertThat(shared.next()).isEqualTo(0);
            assertThat(log).isEmpty();
            await(shared.closeAsync());
            return done();
        });
    }

    @Async
    private Coroutine<Void> sleepsOver(AsyncIterable<Integer> source) {
        for (int each : each(source)) {
            log.add(each);
            await(sleep(ofMillis(10)));
        }
        return done();
    }

    @Test
    void aTimeoutClosesItWithinTheTask() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(15), sleepsOver(numbers("a", 5)))));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat(log).containsExactly(0, 1, "a closed");
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
    }

    @Test
    void inATaskGroupOneFailureClosesThoseOfTheOthers() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(taskGroup(group -> {
                group.start(sleepsOver(numbers("a", 9)));
                group.start(sleepsOver(numbers("b", 9)));
                await(sleep(ofMillis(5)));
                throw new UnsupportedOperationException();
            })));
            assertThat(error).isInstanceOf(ExceptionGroup.class);
            assertThat(log).containsExactly(0, 0, "a closed", "b closed");
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> endsInATry(int how) {
        try {
            for (int each : each(numbers("a", 3))) {
                if (how == 0) {
                    return end("ended");
                }
                if (how == 1) {
                    return how > 5 ? end() : endsInATry(0);
                }
                emit(each);
            }
        } catch (UnsupportedOperationException error) {
            log.add("not reached");
        }
        return end();
    }

    @Async
    private Coroutine<Object> endValue(AsyncGenerator<Object> generator) {
        List<Object> ends = new ArrayList<>();
        AsyncGenerator<Object> outer = ((Function<Object, AsyncGenerator<Object>>) ignored -> {
                    ends.add(emitAll(generator));
                    return end();
                })
                .apply(generator);
        assertThat(await(outer.hasNext())).isFalse();
        return done(ends.get(0));
    }

    @Test
    void theEndOfAGeneratorInATry() {
        check(() -> endValue(endsInATry(0)), "a closed", "ended");
        log.clear();
        check(() -> endValue(endsInATry(1)), "a closed", "a closed", "ended");
    }
}
