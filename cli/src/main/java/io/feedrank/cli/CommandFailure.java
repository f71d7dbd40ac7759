package io.feedrank.cli;

/**
 * A command could not do what it was asked for: exit code 1, with this message and no stack trace.
 */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed and what to do about it. */
    public CommandFailure(String message) {
        super(message);
    }

    /** Says what failed, with what caused it. */
    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
