package io.feedrank.cdc.convert;

import io.feedrank.feature.config.Topics;
import java.util.Arrays;
import java.util.Optional;

/** The tables that are captured: name and topic of each. */
public enum CapturedTable {
    USERS("users", Topics.CDC_USERS),
    POSTS("posts", Topics.CDC_POSTS),
    FOLLOWS("follows", Topics.CDC_FOLLOWS),
    BLOCKS("blocks", Topics.CDC_BLOCKS);

    /** The schema that all of them are in. */
    public static final String SCHEMA = "public";

    private final String table;
    private final String topic;

    CapturedTable(String table, String topic) {
        this.table = table;
        this.topic = topic;
    }

    /** The table of this name, if it is captured. */
    public static Optional<CapturedTable> named(String table) {
        return Arrays.stream(values()).filter(captured -> captured.table.equals(table)).findFirst();
    }

    /** Name without schema. */
    public String table() {
        return table;
    }

    /** {@code schema.table}. */
    public String qualified() {
        return SCHEMA + "." + table;
    }

    public String topic() {
        return topic;
    }
}
