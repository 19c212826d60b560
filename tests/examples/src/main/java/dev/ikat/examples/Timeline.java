package dev.ikat.examples;

import dev.ikat.loop.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What happened when: stages of concurrent calls, each call a row of spans. Times are nanoseconds from its making. */
final class Timeline {
    private final EventLoop loop;
    private final long origin;
    private final List<Stage> stages = new ArrayList<>();
    private final Set<String> threads = new TreeSet<>();

    Timeline(EventLoop loop) {
        this.loop = loop;
        this.origin = loop.nanoTime();
    }

    /** What a call is doing. */
    enum State {
        ASKING,
        FAILED,
        PAUSING,
        STREAMING
    }

    record Span(State state, long start, long end) {
        boolean holds(long time) {
            return start <= time && time < end;
        }
    }

    Stage stage(String name) {
        Stage stage = new Stage(name);
        stages.add(stage);
        return stage;
    }

    List<Stage> stages() {
        return stages;
    }

    /** The names of the threads on which the calls made their steps. */
    Set<String> threads() {
        return threads;
    }

    long now() {
        return loop.nanoTime() - origin;
    }

    /** The end of the last call. */
    long end() {
        return stages.stream().mapToLong(Stage::end).max().orElse(0);
    }

    /** All calls one after another. */
    long sum() {
        return stages.stream().mapToLong(Stage::sum).sum();
    }

    /** Calls that were made at the same time. */
    final class Stage {
        final String name;
        private final List<Call> calls = new ArrayList<>();

        private Stage(String name) {
            this.name = name;
        }

        Call call(String name) {
            Call call = new Call(name);
            calls.add(call);
            return call;
        }

        Collection<Call> calls() {
            return calls;
        }

        long sum() {
            return calls.stream().mapToLong(Call::took).sum();
        }

        long slowest() {
            return max(Call::took);
        }

        long took() {
            long start = calls.stream().mapToLong(Call::start).min().orElse(0);
            return end() - start;
        }

        private long end() {
            return max(Call::end);
        }

        private long max(ToLongFunction<Call> time) {
            return calls.stream().mapToLong(time).max().orElse(0);
        }
    }

    /** One call with all its attempts. */
    final class Call {
        final String name;
        private final List<Span> spans = new ArrayList<>();
        private @Nullable State state;
        private long since;

        private Call(String name) {
            this.name = name;
        }

        /** From now on it does this, and not what it did before. */
        void enter(State next) {
            finish();
            state = next;
            since = now();
            threads.add(Thread.currentThread().getName());
        }

        /** What it is doing has come to nothing. */
        void failed() {
            state = State.FAILED;
        }

        /** It does nothing any more. */
        void finish() {
            if (state != null) {
                spans.add(new Span(state, since, now()));
            }
            state = null;
        }

        List<Span> spans() {
            return spans;
        }

        long retries() {
            return spans.stream().filter(span -> span.state() == State.PAUSING).count();
        }

        long start() {
            return spans.get(0).start();
        }

        long end() {
            return spans.get(spans.size() - 1).end();
        }

        long took() {
            return end() - start();
        }
    }
}
