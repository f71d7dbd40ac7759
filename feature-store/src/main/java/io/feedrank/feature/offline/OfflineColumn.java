package io.feedrank.feature.offline;

/** A column of a Parquet file. */
public record OfflineColumn(String name, Type type, boolean nullable)
        implements java.io.Serializable {
    /** Its type. */
    public enum Type {
        STRING,
        INT,
        LONG,
        FLOAT
    }
}
