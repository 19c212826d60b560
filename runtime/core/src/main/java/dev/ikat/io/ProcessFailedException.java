package dev.ikat.io;

import java.io.IOException;
import java.util.List;

/** A process ended with an exit code other than 0 where that is a failure: see {@link Subprocess#run}. */
public final class ProcessFailedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int TAIL = 2000;

    private final transient List<String> command;
    private final int exitCode;
    private final String errorTail;

    ProcessFailedException(List<String> command, int exitCode, String errorOutput) {
        this(command, exitCode, errorOutput.substring(Math.max(0, errorOutput.length() - TAIL)), exitCode > 128);
    }

    private ProcessFailedException(List<String> command, int exitCode, String errorTail, boolean maybeSignal) {
        super("the process " + command + " ended with exit code " + exitCode
                + (maybeSignal ? " (as by signal " + (exitCode - 128) + ")" : "")
                + (errorTail.isBlank() ? "" : ": " + errorTail.strip()));
        this.command = command;
        this.exitCode = exitCode;
        this.errorTail = errorTail;
    }

    /** The program and its arguments; empty after serialization. */
    public List<String> command() {
        return command == null ? List.of() : command;
    }

    /** As {@link Subprocess#waitFor} has it. */
    public int exitCode() {
        return exitCode;
    }

    /** The last 2000 characters of its standard error, as UTF-8; empty when that was not piped. */
    public String errorTail() {
        return errorTail;
    }
}
