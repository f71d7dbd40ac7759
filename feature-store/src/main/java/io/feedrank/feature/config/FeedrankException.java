package io.feedrank.feature.config;

import org.jspecify.annotations.Nullable;

/** A failure with a category that a caller can act on. */
public final class FeedrankException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, and so whether a retry can help. */
    public enum Category {
        /** The caller sent something wrong; a retry will not help. */
        BAD_INPUT,
        /** A server that is needed does not answer; a retry may help. */
        UNAVAILABLE,
        /** Time ran out. */
        TIMEOUT,
        /** A defect of the platform. */
        INTERNAL
    }

    private final Category category;

    public FeedrankException(Category category, String message) {
        this(category, message, null);
    }

    public FeedrankException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public Category category() {
        return category;
    }

    /** A {@link Category#BAD_INPUT} with this message. */
    public static FeedrankException badInput(String message) {
        return new FeedrankException(Category.BAD_INPUT, message);
    }
}
