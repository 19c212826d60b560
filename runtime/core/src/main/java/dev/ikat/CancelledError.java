package dev.ikat;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an await throws in a task that is cancelled, or for a promise that was. It is an {@link Error}, as {@link
 * ThreadDeath} is, so that {@code catch (Exception e)} does not swallow a cancellation; code that catches it to clean up
 * throws it on.
 */
public final class CancelledError extends Error {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Task<?> source;

    /** What the trace lacks until somebody asks for it: the await, and the methods that wait for the one that runs. */
    private transient @Nullable StackTraceElement await;

    private transient List<StackTraceElement> callers = List.of();

    public CancelledError() {
        this(null, null);
    }

    public CancelledError(@Nullable String message) {
        this(message, null);
    }

    CancelledError(@Nullable String message, @Nullable Task<?> source) {
        super(message);
        this.source = source;
    }

    /** With the lines given instead of the JVM's stack, unless there are none. */
    static CancelledError at(@Nullable String message, @Nullable Task<?> source, List<StackTraceElement> lines) {
        Kernel kernel = Kernel.currentOrNull();
        if (kernel == null || lines.isEmpty()) {
            return new CancelledError(message, source);
        }
        kernel.knowsLines = true;
        try {
            CancelledError error = new CancelledError(message, source);
            error.setStackTrace(lines.toArray(StackTraceElement[]::new));
            return error;
        } finally {
            kernel.knowsLines = false;
        }
    }

    /**
     * Its trace is what ran when it was made, as an await's: from the await on, then the callers. That is put together when
     * somebody asks for it: most are caught and looked at by nobody, and to name the lines of a stack costs ten times as
     * much as all the rest.
     */
    synchronized void addLines(StackTraceElement await, List<StackTraceElement> callers) {
        this.await = await;
        this.callers = callers;
    }

    private synchronized void completeTrace() {
        if (await != null) {
            List<StackTraceElement> lines = new ArrayList<>();
            lines.add(await);
            lines.addAll(AsyncTrace.running(super.getStackTrace()));
            lines.addAll(callers);
            setStackTrace(lines.toArray(StackTraceElement[]::new));
        }
    }

    @Override
    public StackTraceElement[] getStackTrace() {
        completeTrace();
        return super.getStackTrace();
    }

    @Override
    public synchronized void setStackTrace(StackTraceElement[] trace) {
        super.setStackTrace(trace);
        await = null;
    }

    /** The JDK prints what it keeps itself, and not what {@link #getStackTrace} answers; so with a writer. */
    @Override
    public void printStackTrace(PrintStream out) {
        completeTrace();
        super.printStackTrace(out);
    }

    @Override
    public void printStackTrace(PrintWriter out) {
        completeTrace();
        super.printStackTrace(out);
    }

    /** As usual; but where the lines are known, the JVM's stack, which costs most of an exception's time, is not looked at. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        Kernel kernel = Kernel.currentOrNull();
        if (kernel != null && kernel.knowsLines) {
            return this;
        }
        await = null;
        return super.fillInStackTrace();
    }

    /**
     * The task that was cancelled: the current one when it is being cancelled itself, another one when it awaited that
     * one's result. Null when a plain promise was cancelled.
     */
    public @Nullable Task<?> source() {
        return source;
    }
}
