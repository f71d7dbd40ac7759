package io.feedrank.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** What a cluster says of event time at an operator. */
final class FlinkWatermarks {
    private FlinkWatermarks() {}

    /** That of the slowest subtask; empty as long as one of them has none. */
    static Optional<Instant> lowest(JsonNode watermarks, int subtasks) {
        long lowest = Long.MAX_VALUE;
        int known = 0;
        for (JsonNode watermark : watermarks) {
            lowest = Math.min(lowest, watermark.path("value").asLong(Long.MIN_VALUE));
            known++;
        }
        return known < subtasks || lowest == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(lowest));
    }
}
