package io.feedrank.cdc.convert;

import io.feedrank.cdc.convert.Conversion.Captured;
import io.feedrank.cdc.convert.Conversion.Ignored;
import io.feedrank.cdc.convert.Conversion.Rejected;
import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.Operation;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's change envelope to a protobuf {@link Change}. Never throws: what it cannot convert is
 * {@link Rejected}.
 *
 * <p>For one thread, in the order of the log: it remembers the last position.
 */
public final class ChangeConverter {
    /** Joins the parts of a primary key in a record's key. */
    public static final char KEY_SEPARATOR = '\u001f';

    /** Takes what belongs to no captured table. */
    public static final String UNKNOWN_DEAD_LETTERS = Topics.deadLettersOf("cdc.unknown");

    /**
     * Stands for a large value that an update left alone and that the log therefore does not carry.
     * A text of Postgres never holds U+0000, so no real value equals it.
     */
    public static final String UNAVAILABLE = "\u0000unavailable";

    private static final String HEARTBEAT_SCHEMA = "io.debezium.connector.common.Heartbeat";

    private static final RowDecoder USERS = new UserRowDecoder();
    private static final RowDecoder POSTS = new PostRowDecoder();
    private static final RowDecoder FOLLOWS = new FollowRowDecoder();
    private static final RowDecoder BLOCKS = new BlockRowDecoder();

    private final LogSequence sequence = new LogSequence();

    /** Converts one record. */
    public Conversion convert(SourceRecord sourceRecord) {
        if (sourceRecord.value() == null) {
            return new Ignored();
        }
        if (!(sourceRecord.value() instanceof Struct envelope)
                || envelope.schema().field("source") == null) {
            return isHeartbeat(sourceRecord)
                    ? new Ignored()
                    : new Rejected(
                            UNKNOWN_DEAD_LETTERS, sourceRecord.topic(), "no change envelope");
        }
        Struct source = envelope.getStruct("source");
        String name = source.schema().field("table") == null ? null : source.getString("table");
        CapturedTable table = name == null ? null : CapturedTable.named(name).orElse(null);
        String origin = CapturedTable.SCHEMA + "." + name;
        if (table == null) {
            return new Rejected(
                    UNKNOWN_DEAD_LETTERS,
                    origin,
                    "table: got '"
                            + name
                            + "', expected one of "
                            + List.of(CapturedTable.values()));
        }
        String deadLetters = Topics.deadLettersOf(table.topic());
        try {
            LogSequence.Position position = sequence.of(source);
            origin = origin + "@" + position.lsn();
            return convert(table, sourceRecord, envelope, position);
        } catch (RowRejectedException e) {
            return new Rejected(deadLetters, origin, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Rejected(deadLetters, origin, "defect of the converter: " + e);
        }
    }

    private static Captured convert(
            CapturedTable table,
            SourceRecord sourceRecord,
            Struct envelope,
            LogSequence.Position position) {
        Struct source = envelope.getStruct("source");
        Change.Builder change =
                Change.newBuilder()
                        .setCommitLsn(position.commitLsn())
                        .setLsn(position.lsn())
                        .setSourceTimeMs(source.getInt64("ts_ms"));
        String operation = envelope.getString("op");
        RowDecoder decoder = decoderOf(table);
        Columns row;
        switch (operation) {
            case "c", "r", "u" -> {
                row = new Columns(required(envelope.getStruct("after"), "after"));
                decoder.upsert(row, change.setOperation(Operation.OPERATION_UPSERT));
            }
            case "d" -> {
                row = new Columns(required((Struct) sourceRecord.key(), "key"));
                decoder.delete(row, change.setOperation(Operation.OPERATION_DELETE));
            }
            case "t" ->
                    throw new RowRejectedException(
                            "TRUNCATE says nothing of single rows: delete the rows instead, or delete them downstream");
            default ->
                    throw new RowRejectedException(
                            "op: got '" + operation + "', expected c, r, u, d or t");
        }
        String key =
                decoder.keyColumns().stream()
                        .map(row::key)
                        .collect(Collectors.joining(String.valueOf(KEY_SEPARATOR)));
        return new Captured(table, key, change.build(), !"r".equals(operation));
    }

    private static RowDecoder decoderOf(CapturedTable table) {
        return switch (table) {
            case USERS -> USERS;
            case POSTS -> POSTS;
            case FOLLOWS -> FOLLOWS;
            case BLOCKS -> BLOCKS;
        };
    }

    private static Struct required(@Nullable Struct struct, String name) {
        if (struct == null) {
            throw new RowRejectedException(
                    name + ": missing; does the table have its primary key?");
        }
        return struct;
    }

    private static boolean isHeartbeat(SourceRecord sourceRecord) {
        return sourceRecord.valueSchema() != null
                && HEARTBEAT_SCHEMA.equals(sourceRecord.valueSchema().name());
    }
}
