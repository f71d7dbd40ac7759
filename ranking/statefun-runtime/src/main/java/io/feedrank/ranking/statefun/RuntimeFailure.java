package io.feedrank.ranking.statefun;

/** A failure that stops the runtime; its message says what to do. */
public final class RuntimeFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose fault it is, and so what an operator should look at. */
    public enum Category {
        /** The configuration is wrong. */
        BAD_INPUT,
        /** Something that the runtime needs is not there. */
        UNAVAILABLE,
        /** The runtime itself failed. */
        INTERNAL
    }

    private final Category category;

    RuntimeFailure(Category category, String message) {
        super(message);
        this.category = category;
    }

    RuntimeFailure(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    static RuntimeFailure badInput(String message) {
        return new RuntimeFailure(Category.BAD_INPUT, message);
    }

    /** Whose fault it is. */
    public Category category() {
        return category;
    }
}
