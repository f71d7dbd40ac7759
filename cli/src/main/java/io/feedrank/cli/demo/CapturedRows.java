package io.feedrank.cli.demo;

import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.Polling;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts rows that change capture brought to Kafka, by their keys: capture may send a row twice.
 */
final class CapturedRows {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(250);

    private final String bootstrap;

    CapturedRows(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * Waits until every row is captured.
     *
     * @param loaded rows by table
     * @return rows captured
     * @throws FeedrankException TIMEOUT when for two minutes no further row came
     */
    long await(Map<String, Long> loaded, Progress progress) {
        long expected = loaded.values().stream().mapToLong(Long::longValue).sum();
        progress.expect(expected);
        Map<String, Set<String>> keys = new HashMap<>();
        try (TopicReader reader = new TopicReader(bootstrap, Topics.changes())) {
            long before = -1;
            long captured = 0;
            while (captured < expected && captured > before) {
                long known = captured;
                before = captured;
                captured =
                        Polling.latest(
                                PATIENCE,
                                POLL,
                                () -> count(reader, keys, progress),
                                count -> count > known);
            }
            if (captured < expected) {
                Map<String, Integer> byTopic = new TreeMap<>();
                keys.forEach((topic, seen) -> byTopic.put(topic, seen.size()));
                throw new FeedrankException(
                        Category.TIMEOUT,
                        "change capture stands still: "
                                + byTopic
                                + " of the rows "
                                + loaded
                                + " were captured");
            }
            return captured;
        }
    }

    private static long count(
            TopicReader reader, Map<String, Set<String>> keys, Progress progress) {
        reader.drain(
                record ->
                        keys.computeIfAbsent(record.topic(), topic -> new HashSet<>())
                                .add(new String(record.key(), StandardCharsets.UTF_8)));
        long count = keys.values().stream().mapToLong(Set::size).sum();
        progress.reach(count);
        return count;
    }
}
