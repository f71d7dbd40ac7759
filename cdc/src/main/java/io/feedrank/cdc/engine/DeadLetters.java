package io.feedrank.cdc.engine;

import io.feedrank.cdc.convert.Conversion.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records for the dead-letter topics: key and envelope as JSON, the reason and the source as
 * headers. One thread.
 */
final class DeadLetters {
    /** Why it is here. */
    static final String REASON = "feedrank-reason";

    /** Who set it aside. */
    static final String CONSUMER = "feedrank-consumer";

    /** Table and log position. */
    static final String SOURCE = "feedrank-source";

    /** Below Kafka's default limit of 1 MB a record, with room for key and headers. */
    private static final int MAX_VALUE_BYTES = 900_000;

    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();

    DeadLetters() {
        keys.configure(Map.of("schemas.enable", "false"), true);
        values.configure(Map.of("schemas.enable", "false"), false);
    }

    ProducerRecord<byte[], byte[]> of(Rejected rejected, SourceRecord original) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(REASON, rejected.reason().getBytes(StandardCharsets.UTF_8));
        headers.add(CONSUMER, "cdc".getBytes(StandardCharsets.UTF_8));
        headers.add(SOURCE, rejected.source().getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(
                rejected.deadLetterTopic(),
                null,
                json(keys, original.keySchema(), original.key()),
                truncated(json(values, original.valueSchema(), original.value())),
                headers);
    }

    private static byte @Nullable [] json(
            JsonConverter converter, @Nullable Schema schema, @Nullable Object value) {
        return value == null ? null : converter.fromConnectData("", schema, value);
    }

    private static byte @Nullable [] truncated(byte @Nullable [] value) {
        return value == null || value.length <= MAX_VALUE_BYTES
                ? value
                : Arrays.copyOf(value, MAX_VALUE_BYTES);
    }
}
