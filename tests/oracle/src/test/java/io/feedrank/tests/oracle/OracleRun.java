package io.feedrank.tests.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.cli.dataset.Dataset;
import io.feedrank.cli.dataset.FeedRecord;
import io.feedrank.cli.dataset.PostRow;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A dataset through both jobs on a real cluster, shuffled, with repeats, the task manager killed on
 * the way; then both stores beside the loop over the raw events.
 */
final class OracleRun {
    /** Half of what may come late. */
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(20);

    /** So long before the end clicks happen that come after everything else. */
    private static final Duration LATE = Duration.ofMinutes(40);

    private static final Duration LABEL_WINDOW = Duration.ofMinutes(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LATECOMERS = 5;
    private static final int CLICKS_OF_ONE = 3;

    private final Map<String, PostRow> posts = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Event> late = new ArrayList<>();
    private final Map<String, Object> report = new LinkedHashMap<>();
    private final Instant end;
    private final Duration patience;
    private final int examples;

    /**
     * A run.
     *
     * @param patience of each wait
     * @param examples how many training examples are compared
     */
    OracleRun(Dataset dataset, Duration patience, int examples) {
        this.patience = patience;
        this.examples = examples;
        this.end = dataset.end();
        dataset.posts().forEach(row -> posts.put(row.id(), row));
        try (Stream<FeedRecord> records = dataset.records()) {
            records.forEach(
                    record -> {
                        if (record instanceof FeedRecord.Fresh fresh) {
                            events.add(fresh.event());
                        }
                    });
        }
        addLate();
        report.put("dataset", dataset.name());
    }

    /** Clicks of newcomers, on posts of which each has none but one of them. */
    private void addLate() {
        List<String> clicked =
                events.stream()
                        .filter(event -> event.type() == EventType.CLICK)
                        .map(event -> event.postIds().get(0))
                        .distinct()
                        .toList();
        int wanted = LATECOMERS * CLICKS_OF_ONE;
        for (int i = 0; i < wanted; i++) {
            late.add(
                    Event.of(
                            "late-" + i,
                            "latecomer-" + i % LATECOMERS,
                            EventType.CLICK,
                            List.of(clicked.get(i * (clicked.size() / wanted))),
                            end.minus(LATE).plusSeconds(i)));
        }
    }

    /** Runs it; what was seen. */
    Map<String, Object> run(Path work) throws Exception {
        List<RoughArrivals.Arrival> arrivals = RoughArrivals.of(events, OUT_OF_ORDER, 5);
        report.put("events", events.size());
        report.put("repeats", arrivals.size() - events.size());
        try (FeatureCluster cluster =
                FeatureCluster.start(work, end.plus(Duration.ofHours(2)), OUT_OF_ORDER)) {
            cluster.sendRows(posts.values());
            // An impression that has to wait for its post is counted, but no example.
            caughtUp(cluster, Topics.CDC_POSTS);
            interrupted(cluster, arrivals);
            // All examples are made before the latecomers click.
            cluster.tick(end.plus(OUT_OF_ORDER).plusSeconds(5));
            caughtUp(cluster, Topics.FEED_EVENTS);
            for (String job : FeatureCluster.JOBS) {
                assertThat(cluster.restored(job)).as("restores of " + job).isPositive();
                report.put("restores of " + job, cluster.restored(job));
            }
            cluster.send(
                    late.stream().map(event -> new RoughArrivals.Arrival(end, event)).toList());
            cluster.tick(end.plus(OUT_OF_ORDER).plus(LABEL_WINDOW).plusSeconds(60));
            caughtUp(cluster, Topics.FEED_EVENTS);
            compare(cluster);
        }
        return report;
    }

    /** Sends all; the task manager dies with a checkpoint behind it and most events before it. */
    private void interrupted(FeatureCluster cluster, List<RoughArrivals.Arrival> arrivals) {
        int half = arrivals.size() / 2;
        cluster.send(arrivals.subList(0, half));
        for (String job : FeatureCluster.JOBS) {
            await("checkpoint of " + job)
                    .atMost(patience)
                    .pollInterval(POLL)
                    .until(() -> cluster.committed(job, Topics.FEED_EVENTS) > half / 4);
        }
        CompletableFuture<Void> rest =
                CompletableFuture.runAsync(
                        () -> cluster.send(arrivals.subList(half, arrivals.size())));
        await("more events")
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () ->
                                cluster.size(Topics.FEED_EVENTS)
                                        > half + (arrivals.size() - half) / 10);
        cluster.killTaskManager();
        Map<String, Long> committed = new TreeMap<>();
        for (String job : FeatureCluster.JOBS) {
            committed.put(job, cluster.committed(job, Topics.FEED_EVENTS));
        }
        cluster.startTaskManager();
        rest.join();
        long all = cluster.size(Topics.FEED_EVENTS);
        assertThat(committed.values())
                .as("records behind the jobs when they were killed, of %d", all)
                .allSatisfy(taken -> assertThat(taken).isBetween(1L, all - all / 5));
        report.put("killed behind", committed);
        report.put("of records", all);
    }

    private void caughtUp(FeatureCluster cluster, String topic) {
        for (String job : FeatureCluster.JOBS) {
            await(job + " has all of " + topic)
                    .atMost(patience)
                    .pollInterval(POLL)
                    .until(() -> cluster.committed(job, topic) == cluster.size(topic));
        }
    }

    private void compare(FeatureCluster cluster) throws Exception {
        List<Event> all = new ArrayList<>(events);
        all.addAll(late);
        RawEvents raw = new RawEvents(all, posts);
        Set<String> latecomers = new HashSet<>();
        late.forEach(event -> latecomers.add(event.userId()));
        quiescent(cluster.redis());
        try (RedisOnlineStore store = new RedisOnlineStore(cluster.redis(), TIMEOUT)) {
            long asOf = end.getEpochSecond() + 60;
            Deviations online = new OnlineComparison(raw, store, asOf).run(latecomers);
            report.put("online values", online.compared());
            report.put("online largest difference", online.largest());
            online.requireNone("online");
        }
        ExampleComparison comparison =
                new ExampleComparison(new RawEvents(events, posts), examples);
        await("examples")
                .atMost(patience)
                .pollInterval(POLL)
                .untilAsserted(
                        () ->
                                assertThat(ExampleComparison.rows(cluster.offline()))
                                        .isGreaterThanOrEqualTo(comparison.expected()));
        report.put("examples", comparison.expected());
        Deviations offline = comparison.run(cluster.offline());
        report.put("examples compared", comparison.sampled());
        report.put("example values", offline.compared());
        report.put("example largest difference", offline.largest());
        offline.requireNone("training examples");
    }

    /** What is gathered for half a second is written by now. */
    private void quiescent(URI redis) {
        Map<String, Long> seen = new TreeMap<>();
        await("nothing changes in Redis")
                .atMost(patience)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            Map<String, Long> now = versions(redis);
                            boolean same = now.equals(seen);
                            seen.clear();
                            seen.putAll(now);
                            return same;
                        });
    }

    private static Map<String, Long> versions(URI redis) {
        Map<String, Long> versions = new TreeMap<>();
        try (RedisGroupScan scan = new RedisGroupScan(redis, TIMEOUT)) {
            for (FeatureGroup group : FeatureGroup.values()) {
                scan.entries(
                        group,
                        (entity, value) -> versions.put(group + " " + entity, value.sequence()));
            }
        }
        return versions;
    }
}
