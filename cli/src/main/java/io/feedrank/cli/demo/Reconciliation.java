package io.feedrank.cli.demo;

import io.feedrank.cli.Console;
import io.feedrank.feature.state.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was sent, beside what is found in the stores.
 *
 * @param sent what the replay sent
 * @param stored what is in the stores
 */
record Reconciliation(Sent sent, Stored stored) {

    /**
     * What a replay sent.
     *
     * @param events different records: events and what is no event
     * @param records all of them, repeats included
     */
    record Sent(long events, long records) {}

    /**
     * What is in the stores.
     *
     * @param processed different event ids in Parquet
     * @param deadLetters different records in the dead-letter topic that were not processed, not
     *     even in part
     * @param late different events in the topic of late ones that were not processed
     * @param countedTwice events of which Parquet has a row twice
     * @param inParquet rows of events in Parquet by signal
     * @param inRedis counters of all posts in Redis by signal
     */
    record Stored(
            long processed,
            long deadLetters,
            long late,
            long countedTwice,
            Map<Signal, Long> inParquet,
            Map<Signal, Long> inRedis) {
        Stored {
            inParquet = inOrder(inParquet);
            inRedis = inOrder(inRedis);
        }

        private static Map<Signal, Long> inOrder(Map<Signal, Long> counts) {
            Map<Signal, Long> copy = new EnumMap<>(Signal.class);
            copy.putAll(counts);
            return Collections.unmodifiableMap(copy);
        }

        long accountedFor() {
            return processed + deadLetters + late;
        }
    }

    /** Whether every event is somewhere. */
    boolean complete() {
        return sent.events() == stored.accountedFor();
    }

    /** Records that were sent and are in no store: repeats that were dropped. */
    long duplicatesDropped() {
        return sent.records() - stored.accountedFor() - stored.countedTwice();
    }

    /** What does not add up, with both numbers; empty when all does. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (!complete()) {
            failures.add(
                    "distinct events sent "
                            + Console.count(sent.events())
                            + " != processed "
                            + Console.count(stored.processed())
                            + " + dead letters "
                            + Console.count(stored.deadLetters())
                            + " + late "
                            + Console.count(stored.late())
                            + " = "
                            + Console.count(stored.accountedFor()));
        }
        if (stored.countedTwice() > 0) {
            failures.add(
                    "events counted twice in Parquet "
                            + Console.count(stored.countedTwice())
                            + " != 0");
        }
        for (Signal signal : Signal.values()) {
            long parquet = stored.inParquet().getOrDefault(signal, 0L);
            long redis = stored.inRedis().getOrDefault(signal, 0L);
            if (parquet != redis) {
                failures.add(
                        signal.name().toLowerCase(Locale.ROOT)
                                + " counters in Redis "
                                + Console.count(redis)
                                + " != rows in Parquet "
                                + Console.count(parquet));
            }
        }
        return failures;
    }
}
