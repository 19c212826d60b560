package dev.ikat.io;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions that are being asked: who asks the same meanwhile shares the answer. The last one to withdraw cancels it.
 *
 * <pre>
 * ASKED --answer--> over, each asker is told        an asker:  waits --told--> over
 *   '---the last asker withdraws--> over, cancelled              '--withdraws--> over
 * </pre>
 *
 * <p>From any thread: the map, and what is in the questions, are guarded by this object, which is not held while anybody is
 * called.
 */
final class Questions<V> {
    /** Gets the answer, on any thread, at most once. */
    @FunctionalInterface
    interface Asker<V> {
        /** One of the two is null. */
        void told(@Nullable V value, @Nullable Throwable error);
    }

    /** A question that can be asked for somebody. */
    @FunctionalInterface
    interface Asked<V> {
        /** Returns what withdraws the asker, which may be told all the same; any number of times. */
        Runnable by(Asker<V> asker);
    }

    private final Map<Object, Question> open = new HashMap<>();

    Runnable ask(Object key, Supplier<CompletionStage<V>> how, Asker<V> asker) {
        Question question;
        boolean first;
        synchronized (this) {
            question = open.get(key);
            first = question == null;
            if (question == null) {
                question = new Question(key);
                open.put(key, question);
            }
            question.askers.add(asker);
        }
        if (first) {
            question.begin(how);
        }
        Question shared = question;
        return () -> shared.withdraw(asker);
    }

    synchronized int open() {
        return open.size();
    }

    private final class Question {
        private final Object key;
        private final List<Asker<V>> askers = new ArrayList<>(1);
        private @Nullable CompletionStage<V> answer;
        private boolean over;

        Question(Object key) {
            this.key = key;
        }

        /** By its first asker, who is still there. */
        void begin(Supplier<CompletionStage<V>> how) {
            CompletionStage<V> begun;
            try {
                begun = Objects.requireNonNull(how.get(), "the resolver returned null");
            } catch (Throwable error) {
                answered(null, error);
                return;
            }
            synchronized (Questions.this) {
                answer = begun;
            }
            begun.whenComplete(this::answered);
        }

        private void answered(@Nullable V value, @Nullable Throwable error) {
            List<Asker<V>> waiting;
            synchronized (Questions.this) {
                if (over) {
                    return;
                }
                waiting = end();
            }
            Throwable failure = value == null && error == null ? new UnknownHostException("no answer") : error;
            waiting.forEach(asker -> asker.told(value, failure));
        }

        void withdraw(Asker<V> asker) {
            CompletionStage<V> unwanted;
            synchronized (Questions.this) {
                if (over || !askers.remove(asker) || !askers.isEmpty()) {
                    return;
                }
                end();
                unwanted = answer;
            }
            cancel(unwanted);
        }

        private List<Asker<V>> end() {
            over = true;
            open.remove(key, this);
            return List.copyOf(askers);
        }

        private void cancel(@Nullable CompletionStage<V> unwanted) {
            try {
                if (unwanted != null) {
                    unwanted.toCompletableFuture().cancel(false);
                }
            } catch (UnsupportedOperationException notCancellable) {
                // it goes on, and nobody waits for it
            }
        }
    }
}
