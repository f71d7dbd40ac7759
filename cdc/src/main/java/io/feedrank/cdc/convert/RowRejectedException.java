package io.feedrank.cdc.convert;

/** A row that has no valid change; the message is the reason that its dead letter carries. */
final class RowRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowRejectedException(String reason) {
        super(reason);
    }
}
