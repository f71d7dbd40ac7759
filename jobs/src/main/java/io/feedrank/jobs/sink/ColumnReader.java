package io.feedrank.jobs.sink;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes a record apart into the columns of its table. */
public interface ColumnReader<T> extends Serializable {
    /**
     * Value of a column: String, Integer, Long or Float as its type says; null where it is
     * nullable.
     */
    @Nullable Object column(T record, int index);

    /** Which partition it goes to. */
    Instant eventTime(T record);
}
