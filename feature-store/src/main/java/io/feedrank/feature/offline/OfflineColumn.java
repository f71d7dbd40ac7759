package io.feedrank.feature.offline;

import java.io.Serializable;

/**
 * A column of a Parquet file.
 *
 * @param about what a reader of the file is told of it
 */
public record OfflineColumn(String name, Type type, boolean nullable, About about)
        implements Serializable {
    /** Its type; a column keeps it for ever, a changed meaning gets a new name. */
    public enum Type {
        STRING,
        INT,
        LONG,
        FLOAT
    }

    /**
     * What a column means.
     *
     * @param group qualified name of the feature group that it is computed from; empty when it is
     *     no feature
     */
    public record About(String description, String owner, String group) implements Serializable {
        /** Of a column that needs no word. */
        public static final About NOTHING = new About("", "", "");
    }

    /** A column that its name explains. */
    public OfflineColumn(String name, Type type, boolean nullable) {
        this(name, type, nullable, About.NOTHING);
    }
}
