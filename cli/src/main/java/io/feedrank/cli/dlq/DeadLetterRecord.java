package io.feedrank.cli.dlq;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.DeadLetterHeaders;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.Replay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A record of a dead-letter topic. */
record DeadLetterRecord(ConsumerRecord<byte[], byte[]> kafka) {
    static final String SUFFIX = ".dlq";
    private static final Set<String> KEPT = Set.of(EventCodec.CONTENT_TYPE, "traceparent");

    /** {@code topic/partition/offset}: what it is named by. */
    String position() {
        return kafka.topic() + '/' + kafka.partition() + '/' + kafka.offset();
    }

    Instant time() {
        return Instant.ofEpochMilli(kafka.timestamp());
    }

    String reason() {
        return header(DeadLetterHeaders.REASON);
    }

    String consumer() {
        return header(DeadLetterHeaders.CONSUMER);
    }

    String eventId() {
        return header(DeadLetterHeaders.EVENT_ID);
    }

    String key() {
        return kafka.key() == null ? "" : new String(kafka.key(), StandardCharsets.UTF_8);
    }

    /** Whether sending it cannot take the place of a newer record of its key. */
    boolean mayBeSentOnceMore() {
        return !Topics.compacted().contains(source());
    }

    /** The topic that it came on. */
    private String source() {
        return kafka.topic().substring(0, kafka.topic().length() - SUFFIX.length());
    }

    /** The record as it came, for the topic that it came on. */
    ProducerRecord<byte[], byte[]> onceMore() {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(source(), kafka.key(), kafka.value());
        for (Header header : kafka.headers()) {
            if (KEPT.contains(header.key())) {
                record.headers().add(header);
            }
        }
        String replay = new Replay(consumer(), position()).toString();
        record.headers().add(DeadLetterHeaders.REPLAY, replay.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** What {@code --json} writes of it. */
    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("letter", position());
        json.put("time", time().toString());
        json.put("consumer", consumer());
        json.put("event_id", eventId());
        json.put("key", key());
        json.put("bytes", kafka.value() == null ? 0 : kafka.value().length);
        json.put("reason", reason());
        return json;
    }

    private String header(String name) {
        Header header = kafka.headers().lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
