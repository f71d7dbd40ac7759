package io.feedrank.cdc.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

final class TimestampsTest {
    private static final long BEFORE_1970 = -1;

    @Test
    void every_encoding_gives_the_same_milliseconds_rounded_down() {
        assertThat(millis("ZonedTimestamp", SchemaBuilder.string(), "1969-12-31T23:59:59.999999Z"))
                .isEqualTo(BEFORE_1970);
        assertThat(millis("Timestamp", SchemaBuilder.int64(), -1L)).isEqualTo(BEFORE_1970);
        assertThat(millis("MicroTimestamp", SchemaBuilder.int64(), -1L)).isEqualTo(BEFORE_1970);
        assertThat(millis("NanoTimestamp", SchemaBuilder.int64(), -1L)).isEqualTo(BEFORE_1970);
        assertThat(millis("ZonedTimestamp", SchemaBuilder.string(), "2026-05-01T14:00:00+02:00"))
                .isEqualTo(Instant.parse("2026-05-01T12:00:00Z").toEpochMilli());
    }

    @Test
    void a_number_or_a_text_that_is_no_timestamp_is_rejected() {
        assertThatThrownBy(() -> Timestamps.epochMillis("created_at", Schema.INT64_SCHEMA, 1L))
                .hasMessage(
                        "created_at: got a int64, expected a timestamp or a timestamp with time zone");
        assertThatThrownBy(() -> millis("ZonedTimestamp", SchemaBuilder.string(), "yesterday"))
                .hasMessage("created_at: got 'yesterday', expected an ISO 8601 timestamp");
    }

    @Test
    void only_what_lies_beyond_the_year_9999_is_forever() {
        assertThat(Timestamps.isForever(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli()))
                .isFalse();
        assertThat(Timestamps.isForever(Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli()))
                .isTrue();
    }

    private static long millis(String type, SchemaBuilder schema, Object value) {
        return Timestamps.epochMillis(
                "created_at", schema.name("io.debezium.time." + type).build(), value);
    }
}
