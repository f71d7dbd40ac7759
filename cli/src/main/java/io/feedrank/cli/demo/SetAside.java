package io.feedrank.cli.demo;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Records that the feature jobs did not count: dead letters and late events. Each job sets aside
 * for itself, so a record is there more than once; it is told apart by its event id, or by its key
 * when it was no event.
 */
final class SetAside implements AutoCloseable {
    private final TopicReader reader;
    private final Set<String> deadLetters = new HashSet<>();
    private final Set<String> late = new HashSet<>();

    SetAside(String bootstrap) {
        reader =
                new TopicReader(
                        bootstrap,
                        List.of(Topics.deadLettersOf(Topics.FEED_EVENTS), Topics.FEED_EVENTS_LATE));
    }

    /** Reads what came since. */
    void update() {
        reader.drain(
                record ->
                        (record.topic().equals(Topics.FEED_EVENTS_LATE) ? late : deadLetters)
                                .add(identity(record)));
    }

    Set<String> deadLetters() {
        return deadLetters;
    }

    Set<String> late() {
        return late;
    }

    private static String identity(ConsumerRecord<byte[], byte[]> record) {
        String eventId = header(record, DeadLetterHeaders.EVENT_ID);
        if (!eventId.isEmpty()) {
            return eventId;
        }
        return record.key() == null
                ? "at " + header(record, DeadLetterHeaders.ORIGIN)
                : "key " + new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        reader.close();
    }
}
