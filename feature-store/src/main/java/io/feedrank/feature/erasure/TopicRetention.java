package io.feedrank.feature.erasure;

import io.feedrank.feature.config.FeedrankException;
import java.time.Duration;
import java.util.Map;

/**
 * How long topics with a person's data keep a record. Kafka deletes closed segments alone, so a
 * record is there for the retention of its topic and as long as its segment was open; and it goes
 * by the time at which a record was appended, since an event's own time can be any.
 *
 * @param retention of a closed segment
 * @param segment how long a segment is open at most
 */
public record TopicRetention(Duration retention, Duration segment) {
    /** Until brokers look for what to delete (5 min), and until the file is gone (1 min). */
    public static final Duration BROKER_SLACK = Duration.ofMinutes(10);

    public TopicRetention {
        requirePositive("retention.ms", retention);
        requirePositive("segment.ms", segment);
    }

    /** With which the platform makes such topics; whoever makes them by hand may choose another. */
    public static TopicRetention standard() {
        return new TopicRetention(Duration.ofDays(7), Duration.ofDays(1));
    }

    /** A record that is written now is gone after so long. */
    public Duration longest() {
        return retention.plus(segment).plus(BROKER_SLACK);
    }

    /** Kafka's settings of such a topic. */
    public Map<String, String> topicConfig() {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "segment.ms",
                Long.toString(segment.toMillis()),
                "message.timestamp.type",
                "LogAppendTime");
    }

    /** Kafka's settings of a compacted topic: what is behind a tombstone is gone as soon. */
    public Map<String, String> compactedConfig() {
        return Map.of(
                "cleanup.policy",
                "compact",
                "max.compaction.lag.ms",
                Long.toString(retention.toMillis()),
                "segment.ms",
                Long.toString(segment.toMillis()));
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw FeedrankException.badInput(
                    key + ": got " + value.toMillis() + ", expected more than 0");
        }
    }
}
