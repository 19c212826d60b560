package dev.ikat.io;

import dev.ikat.Ikat;
import dev.ikat.Suspension;
import dev.ikat.loop.EventLoop;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A task that waits for the answer to a question that it may share with others. */
final class Asking<V> extends Suspension<V> implements Questions.Asker<V> {
    /** What the task makes of the answer. */
    @FunctionalInterface
    interface Form<V> {
        V of(V answer) throws IOException;
    }

    private final EventLoop loop = Ikat.loop();
    private final Form<V> form;
    private final UnaryOperator<Throwable> described;
    private Runnable withdrawal = () -> {};

    private Asking(Form<V> form, UnaryOperator<Throwable> described) {
        this.form = form;
        this.described = described;
    }

    static <V> Asking<V> begin(Questions.Asked<V> question, Form<V> form, UnaryOperator<Throwable> described) {
        Asking<V> asking = new Asking<>(form, described);
        asking.withdrawal = question.by(asking);
        return asking;
    }

    @Override
    public void told(@Nullable V value, @Nullable Throwable error) {
        try {
            loop.callSoonThreadsafe(() -> take(value, error));
        } catch (IllegalStateException closed) {
            // then nobody waits any more
        }
    }

    private void take(@Nullable V value, @Nullable Throwable error) {
        if (isDone()) {
            return;
        }
        if (value == null) {
            tryFail(described.apply(error == null ? new IllegalStateException("no answer") : error));
            return;
        }
        try {
            complete(form.of(value));
        } catch (IOException | RuntimeException unsuitable) {
            tryFail(unsuitable);
        }
    }

    @Override
    protected void abort() {
        withdrawal.run();
    }
}
