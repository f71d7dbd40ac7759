package io.feedrank.cdc.convert;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.apache.kafka.connect.data.Schema;

/** Debezium's encodings of Postgres timestamps to epoch milliseconds, UTC. */
final class Timestamps {
    /**
     * The year 10000. Debezium writes {@code infinity} as a date far beyond it, which one depends
     * on the column's type.
     */
    private static final long FOREVER_MILLIS = 253_402_300_800_000L;

    private Timestamps() {}

    /**
     * Source of the schema names: Debezium's Postgres connector, temporal types, {@code
     * time.precision.mode=adaptive}.
     *
     * @throws RowRejectedException when the column is no timestamp
     */
    static long epochMillis(String column, Schema schema, Object value) {
        String type = schema.name() == null ? schema.type().getName() : schema.name();
        return switch (type) {
            case "io.debezium.time.ZonedTimestamp" -> parse(column, value);
            case "io.debezium.time.Timestamp" -> (long) value;
            case "io.debezium.time.MicroTimestamp" -> Math.floorDiv((long) value, 1_000L);
            case "io.debezium.time.NanoTimestamp" -> Math.floorDiv((long) value, 1_000_000L);
            default ->
                    throw new RowRejectedException(
                            column
                                    + ": got a "
                                    + type
                                    + ", expected a timestamp or a timestamp with time zone");
        };
    }

    /** Whether it is so far off that {@code infinity} was meant. */
    static boolean isForever(long epochMillis) {
        return epochMillis >= FOREVER_MILLIS;
    }

    private static long parse(String column, Object value) {
        if (value.equals("infinity")) {
            return FOREVER_MILLIS;
        }
        try {
            return OffsetDateTime.parse((String) value).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new RowRejectedException(
                    column + ": got '" + value + "', expected an ISO 8601 timestamp");
        }
    }
}
