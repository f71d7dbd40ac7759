package io.feedrank.cli.stack;

/** The local stack could not do what was asked; the message is fit for a person. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed and what to do about it. */
    public StackException(String message) {
        super(message);
    }

    /** Says what failed, with what caused it. */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
