package dev.ikat.loop;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where errors go: the custom handler; when that is broken, with its own error, the default one; when that is broken,
 * the last resort. From any thread.
 */
final class ErrorReporter {
    private final EventLoop loop;
    private final ExceptionHandler fallback;
    private final PrintStream lastResort;
    private volatile @Nullable ExceptionHandler handler;

    ErrorReporter(EventLoop loop, ExceptionHandler fallback, PrintStream lastResort) {
        this.loop = loop;
        this.fallback = fallback;
        this.lastResort = lastResort;
    }

    /** Virtual machine errors but a stack overflow, after which nothing can be relied on. */
    static boolean isFatal(Throwable error) {
        return error instanceof VirtualMachineError && !(error instanceof StackOverflowError);
    }

    static void log(EventLoop loop, ErrorContext context) {
        String text = context.source() == null ? context.message() : context.message() + ": " + context.source();
        System.getLogger("dev.ikat.loop").log(System.Logger.Level.ERROR, text, context.error());
    }

    void setHandler(@Nullable ExceptionHandler handler) {
        this.handler = handler;
    }

    /** Throws nothing but fatal errors. */
    void report(ErrorContext context) {
        ExceptionHandler custom = handler;
        Throwable broken = custom == null ? null : failure(custom, context);
        if (custom == null || broken != null) {
            reportToFallback(context);
        }
        if (broken != null) {
            reportToFallback(new ErrorContext("the exception handler failed", broken, custom));
        }
    }

    private void reportToFallback(ErrorContext context) {
        Throwable broken = failure(fallback, context);
        if (broken != null) {
            lastResort.println(context.message());
            print(context.error());
            lastResort.println("and the default exception handler failed");
            print(broken);
        }
    }

    private void print(@Nullable Throwable error) {
        if (error != null) {
            error.printStackTrace(lastResort);
        }
    }

    private @Nullable Throwable failure(ExceptionHandler handler, ErrorContext context) {
        try {
            handle(handler, context);
            return null;
        } catch (Throwable broken) {
            if (isFatal(broken)) {
                throw broken;
            }
            return broken;
        }
    }

    /** In the context of what failed. */
    private void handle(ExceptionHandler handler, ErrorContext context) {
        Object before = RunningLoop.currentContext();
        if (context.source() instanceof ContextCarrier carrier) {
            RunningLoop.setCurrentContext(carrier.carriedContext());
        }
        try {
            handler.handle(loop, context);
        } finally {
            RunningLoop.setCurrentContext(before);
        }
    }
}
