package io.feedrank.cli.demo;

import io.feedrank.cli.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demo found.
 *
 * @param loaded rows by table
 * @param captured rows that change capture brought to Kafka
 */
public record DemoReport(
        Map<String, Long> loaded,
        long captured,
        Reconciliation reconciliation,
        Stores stores,
        TrainingRun.Result training,
        FeedLoad.Result feeds) {
    private static final double FULL_SHARE = 0.99;
    private static final double DIFFERENT_SHARE = 0.5;

    public DemoReport {
        loaded = Map.copyOf(loaded);
    }

    /**
     * Sizes.
     *
     * @param redisEntities packed values of all feature groups
     * @param parquetRows rows of events and of training examples
     */
    public record Stores(long redisEntities, long parquetRows) {}

    /** What is not as it has to be, with the numbers; empty when the demo worked. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        long rows = loaded.values().stream().mapToLong(Long::longValue).sum();
        if (captured != rows) {
            failures.add(
                    "rows captured "
                            + Console.count(captured)
                            + " != rows loaded "
                            + Console.count(rows));
        }
        failures.addAll(reconciliation.failures());
        if (feeds.fullShare() < FULL_SHARE) {
            failures.add(
                    "feeds served full "
                            + feeds.servedBy().getOrDefault("full", 0)
                            + " < 99% of "
                            + feeds.requests()
                            + ": "
                            + feeds.servedBy());
        }
        if (feeds.distinctFeeds() < 2
                || feeds.distinctFeeds() < DIFFERENT_SHARE * feeds.askedUsers()) {
            failures.add(
                    "different feeds "
                            + feeds.distinctFeeds()
                            + " < half of "
                            + feeds.askedUsers()
                            + " people");
        }
        if (!(Double.isFinite(training.auc()) && Double.isFinite(training.popularityAuc()))) {
            failures.add(
                    "AUC "
                            + training.auc()
                            + " and "
                            + training.popularityAuc()
                            + ", expected two numbers");
        }
        return failures;
    }

    /** The contract of {@code --json}. */
    public Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", failures().isEmpty());
        json.put("posts", loaded.getOrDefault("posts", 0L));
        json.put("users", loaded.getOrDefault("users", 0L));
        json.put("events_sent", reconciliation.sent().events());
        json.put("events_processed", reconciliation.stored().processed());
        json.put("duplicates_dropped", reconciliation.duplicatesDropped());
        json.put("dead_letters", reconciliation.stored().deadLetters());
        json.put("late", reconciliation.stored().late());
        json.put("redis_entities", stores.redisEntities());
        json.put("parquet_rows", stores.parquetRows());
        json.put("auc", finite(training.auc()));
        json.put("auc_decayed_popularity", finite(training.popularityAuc()));
        json.put("feeds", feeds.requests());
        json.put("feed_p50_ms", rounded(feeds.p50Ms()));
        json.put("feed_p99_ms", rounded(feeds.p99Ms()));
        json.put("served_by", feeds.servedBy());
        return json;
    }

    /** For people. */
    String asText() {
        Reconciliation.Stored stored = reconciliation.stored();
        return String.join(
                "\n",
                line("rows captured", Console.count(captured) + " (" + loadedText() + ")"),
                line(
                        "events",
                        Console.count(reconciliation.sent().events())
                                + " sent = "
                                + Console.count(stored.processed())
                                + " processed + "
                                + Console.count(stored.deadLetters())
                                + " dead letters + "
                                + Console.count(stored.late())
                                + " late; "
                                + Console.count(reconciliation.duplicatesDropped())
                                + " duplicates dropped"),
                line(
                        "Redis",
                        Console.count(stores.redisEntities())
                                + " entities; counters by signal "
                                + stored.inRedis()),
                line(
                        "Parquet",
                        Console.count(stores.parquetRows())
                                + " rows; events by signal "
                                + stored.inParquet()),
                line(
                        "model",
                        String.format(
                                Locale.ROOT,
                                "%s, AUC %.4f beside %.4f of decayed popularity, on %s impressions of the last day",
                                training.model(),
                                training.auc(),
                                training.popularityAuc(),
                                Console.count(training.impressions()))),
                line(
                        "feeds",
                        String.format(
                                Locale.ROOT,
                                "%s, p50 %.1f ms, p99 %.1f ms, served by %s; %s people got %s different feeds",
                                Console.count(feeds.requests()),
                                feeds.p50Ms(),
                                feeds.p99Ms(),
                                feeds.servedBy(),
                                Console.count(feeds.askedUsers()),
                                Console.count(feeds.distinctFeeds()))));
    }

    private String loadedText() {
        List<String> parts = new ArrayList<>();
        for (String table : List.of("users", "posts", "follows", "blocks")) {
            parts.add(Console.count(loaded.getOrDefault(table, 0L)) + " " + table);
        }
        return String.join(", ", parts);
    }

    private static String line(String name, String text) {
        return String.format(Locale.ROOT, "  %-14s %s", name, text);
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? (Object) value : "not a number";
    }

    private static double rounded(double millis) {
        return Math.round(millis * 100) / 100.0;
    }
}
