package io.feedrank.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.state.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final Map<String, Long> LOADED =
            Map.of("users", 20L, "posts", 50L, "follows", 5L, "blocks", 0L);

    @Test
    void json_has_exactly_the_keys_of_the_contract() {
        assertThat(report(75, Map.of("full", 100), 100).asJson().keySet())
                .containsExactly(
                        "ok",
                        "posts",
                        "users",
                        "events_sent",
                        "events_processed",
                        "duplicates_dropped",
                        "dead_letters",
                        "late",
                        "redis_entities",
                        "parquet_rows",
                        "auc",
                        "auc_decayed_popularity",
                        "feeds",
                        "feed_p50_ms",
                        "feed_p99_ms",
                        "served_by");
    }

    @Test
    void a_demo_that_adds_up_is_ok() {
        DemoReport report = report(75, Map.of("full", 99, "cached", 1), 60);

        assertThat(report.failures()).isEmpty();
        assertThat(report.asJson()).containsEntry("ok", true).containsEntry("posts", 50L);
    }

    @Test
    void what_fails_is_named_with_its_numbers() {
        assertThat(report(74, Map.of("full", 98, "trending", 2), 1).failures())
                .containsExactly(
                        "rows captured 74 != rows loaded 75",
                        "feeds served full 98 < 99% of 100: {full=98, trending=2}",
                        "different feeds 1 < half of 100 people");
    }

    @Test
    void the_summary_names_every_figure() {
        assertThat(report(75, Map.of("full", 100), 100).asText())
                .contains("75 (20 users, 50 posts, 5 follows, 0 blocks)")
                .contains("10 sent = 9 processed + 1 dead letters + 0 late; 2 duplicates dropped")
                .contains("AUC 0.7000 beside 0.6000")
                .contains("p50 4.0 ms, p99 9.0 ms");
    }

    private static DemoReport report(long captured, Map<String, Integer> servedBy, int distinct) {
        Map<Signal, Long> counts = Map.of(Signal.IMPRESSION, 9L);
        return new DemoReport(
                LOADED,
                captured,
                new Reconciliation(
                        new Reconciliation.Sent(10, 12),
                        new Reconciliation.Stored(9, 1, 0, 0, counts, counts)),
                new DemoReport.Stores(11, 12),
                new TrainingRun.Result("ranker/1", 30, 0.7, 0.6),
                new FeedLoad.Result(100, 4, 9, servedBy, 100, distinct));
    }
}
