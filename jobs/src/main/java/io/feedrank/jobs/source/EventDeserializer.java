package io.feedrank.jobs.source;

import io.feedrank.feature.event.DeadLetterHeaders;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.Replay;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code feed-events}; what it can't decode, or what comes from the future, becomes a dead
 * letter. A dead letter that is sent once more is skipped when another job set it aside.
 */
final class EventDeserializer implements KafkaRecordDeserializationSchema<SourceEvent> {
    private static final long serialVersionUID = 1L;

    /** Clocks of producers may be ahead by so much. */
    private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(10);

    private final JobConfig.EventTime time;
    private final String consumer;

    /** A deserializer of the job named {@code consumer}. */
    EventDeserializer(JobConfig.EventTime time, String consumer) {
        this.time = time;
        this.consumer = consumer;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceEvent> out) {
        String contentType = header(record, EventCodec.CONTENT_TYPE);
        try {
            String replayed = header(record, DeadLetterHeaders.REPLAY);
            Replay replay = replayed == null ? null : Replay.parse(replayed);
            if (replay != null && !replay.isFor(consumer)) {
                return;
            }
            Event event = EventCodec.decode(record.value(), contentType);
            Instant latest = time.clock().instant().plus(FUTURE_TOLERANCE);
            if (event.eventTime().isAfter(latest)) {
                out.collect(
                        rejected(
                                record,
                                contentType,
                                "event_time: got " + event.eventTime() + ", which is in the future",
                                event.eventId()));
            } else {
                out.collect(new SourceEvent(event, null, replay == null ? null : replay.letter()));
            }
        } catch (RuntimeException e) {
            out.collect(rejected(record, contentType, String.valueOf(e.getMessage()), ""));
        }
    }

    private static SourceEvent rejected(
            ConsumerRecord<byte[], byte[]> record,
            @Nullable String contentType,
            String reason,
            String eventId) {
        String origin = record.topic() + '/' + record.partition() + '/' + record.offset();
        return SourceEvent.setAside(
                new DeadLetter(record.key(), record.value(), contentType, reason, eventId, origin));
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public TypeInformation<SourceEvent> getProducedType() {
        return RecordType.SOURCE_EVENT.info();
    }
}
