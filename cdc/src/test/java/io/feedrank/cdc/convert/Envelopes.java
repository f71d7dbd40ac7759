package io.feedrank.cdc.convert;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Change records in the shape that Debezium's Postgres connector gives them. */
public final class Envelopes {
    static final String NOON = "2026-05-01T12:00:00.123456Z";
    public static final long SOURCE_TIME = 1_777_636_800_000L;

    private static final Schema SOURCE =
            SchemaBuilder.struct()
                    .field("ts_ms", Schema.INT64_SCHEMA)
                    .field("table", Schema.STRING_SCHEMA)
                    .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
                    .build();
    private static final Schema ZONED =
            SchemaBuilder.string().optional().name("io.debezium.time.ZonedTimestamp").build();

    private static final Schema USER =
            columns("id", "language", "country", "attributes").field("created_at", ZONED).build();
    private static final Schema POST =
            columns("id", "author_id", "title", "body", "language", "topic", "status")
                    .field("created_at", ZONED)
                    .field("expires_at", ZONED)
                    .build();
    private static final Schema FOLLOW =
            columns("follower_id", "followee_id").field("created_at", ZONED).build();
    private static final Schema BLOCK =
            columns("user_id", "author_id").field("created_at", ZONED).build();
    private static final Schema SINGLE_KEY = columns("id").build();

    private Envelopes() {}

    public static Struct user(Map<String, Object> values) {
        return row(USER, values);
    }

    public static Struct post(Map<String, Object> values) {
        return row(POST, values);
    }

    static Struct follow(Map<String, Object> values) {
        return row(FOLLOW, values);
    }

    static Struct block(Map<String, Object> values) {
        return row(BLOCK, values);
    }

    static Struct row(Schema schema, Map<String, Object> values) {
        Struct row = new Struct(schema);
        values.forEach(row::put);
        return row;
    }

    /** An operation that leaves {@code after}. */
    public static SourceRecord change(String table, String operation, Struct after) {
        return envelope(table, operation, null, after, "[\"100\",\"120\"]");
    }

    static SourceRecord delete(String table, Struct key) {
        return envelope(table, "d", key, null, "[\"100\",\"120\"]");
    }

    public static SourceRecord delete(String table, String id) {
        return delete(table, row(SINGLE_KEY, Map.of("id", id)));
    }

    static SourceRecord envelope(
            String table,
            String operation,
            @Nullable Struct key,
            @Nullable Struct after,
            @Nullable String sequence) {
        Schema row = after == null ? SINGLE_KEY : after.schema();
        Schema schema =
                SchemaBuilder.struct()
                        .field("after", optional(row))
                        .field("source", SOURCE)
                        .field("op", Schema.STRING_SCHEMA)
                        .build();
        Struct source =
                new Struct(SOURCE)
                        .put("ts_ms", SOURCE_TIME)
                        .put("table", table)
                        .put("sequence", sequence);
        Struct value = new Struct(schema).put("source", source).put("op", operation);
        if (after != null) {
            value.put("after", copy(schema.field("after").schema(), after));
        }
        Schema keySchema = key == null ? null : key.schema();
        return new SourceRecord(
                Map.of(), Map.of(), "cdc.public." + table, null, keySchema, key, schema, value);
    }

    /** A user with every column. */
    static Map<String, Object> userColumns() {
        return new HashMap<>(
                Map.of(
                        "id",
                        "u1",
                        "created_at",
                        NOON,
                        "language",
                        "da",
                        "country",
                        "DK",
                        "attributes",
                        "{\"plan\":\"free\"}"));
    }

    /** A post with every column. */
    static Map<String, Object> postColumns() {
        return new HashMap<>(
                Map.of(
                        "id",
                        "p1",
                        "author_id",
                        "a1",
                        "created_at",
                        NOON,
                        "title",
                        "title",
                        "body",
                        "body",
                        "language",
                        "en",
                        "topic",
                        "news",
                        "status",
                        "published",
                        "expires_at",
                        NOON));
    }

    private static Schema optional(Schema row) {
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        row.fields().forEach(field -> builder.field(field.name(), field.schema()));
        return builder.build();
    }

    private static Struct copy(Schema schema, Struct row) {
        Struct copy = new Struct(schema);
        row.schema().fields().forEach(field -> copy.put(field.name(), row.get(field)));
        return copy;
    }

    private static SchemaBuilder columns(String... texts) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (String text : texts) {
            builder.field(text, Schema.OPTIONAL_STRING_SCHEMA);
        }
        return builder;
    }
}
