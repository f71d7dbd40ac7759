package io.feedrank.jobs.parquet;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** Cells that may be empty, or whose column an older file does not have. */
public final class Cells {
    private Cells() {}

    /** A text; null when there is none. */
    public static @Nullable String text(Group row, String column) {
        return missing(row, column) ? null : row.getString(column, 0);
    }

    /** A whole number; null when there is none. */
    public static @Nullable Long number(Group row, String column) {
        if (missing(row, column)) {
            return null;
        }
        PrimitiveTypeName type =
                row.getType().getType(column).asPrimitiveType().getPrimitiveTypeName();
        return type == PrimitiveTypeName.INT32
                ? (long) row.getInteger(column, 0)
                : row.getLong(column, 0);
    }

    private static boolean missing(Group row, String column) {
        return !row.getType().containsField(column) || row.getFieldRepetitionCount(column) == 0;
    }
}
