package dev.ikat.testkit;

/** What a host was asked to do ({@link Host#run}) is not done: it crashed before. */
public final class HostCrashedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HostCrashedException(String message) {
        super(message);
    }
}
