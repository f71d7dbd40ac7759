package io.feedrank.jobs.backfill;

import static io.feedrank.feature.catalog.FeatureGroup.POST_STATS;
import static io.feedrank.feature.catalog.FeatureGroup.USER_ACTIVITY;
import static io.feedrank.feature.catalog.FeatureGroup.USER_FOLLOWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.jobs.FeatureServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new generation of values from history, beside the job that goes on, on real servers. */
class BackfillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private static Path directory;
    private static FeatureServers servers;
    private static Sample sample;
    private static JobClient live;
    private static JobClient offline;
    private static Map<String, String> statsBefore;
    private static Map<String, String> activityBefore;

    @BeforeAll
    static void start() throws Exception {
        servers = FeatureServers.start(directory);
        sample = new Sample(servers, Instant.now());
        sample.sendRows();
        live = FeatureServers.online(servers.settings(Map.of()), Map.of());
        offline = FeatureServers.offline(servers.settings(Map.of()));
        sample.sendEvents();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(impressions()).isEqualTo(Sample.IMPRESSIONS);
                            assertThat(sample.storedRows()).isEqualTo(Sample.ROWS);
                        });
        sample.sendLate();
        await().atMost(PATIENCE)
                .until(
                        () ->
                                servers.kafka().read(Topics.FEED_EVENTS_LATE).size()
                                        == 2 * Sample.LATE);
        statsBefore = payloads(POST_STATS);
        activityBefore = payloads(USER_ACTIVITY);
    }

    @AfterAll
    static void stop() throws Exception {
        offline.cancel().get(30, TimeUnit.SECONDS);
        servers.close();
    }

    @Test
    void values_of_history_replace_the_old_ones_bit_for_bit_and_late_events_count_once()
            throws Exception {
        assertThat(generations(POST_STATS)).containsOnly(1L);
        String savepoint =
                live.triggerSavepoint(
                                directory.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);

        // Killed before it has caught up: nobody noticed anything.
        JobClient killed = start(2, sample.end().plus(Duration.ofHours(1)), savepoint);
        await().atMost(PATIENCE)
                .until(() -> servers.caughtUp("online-features-g2", Topics.FEED_EVENTS));
        assertThat(generations(POST_STATS)).containsOnly(1L);
        assertThat(payloads(POST_STATS)).isEqualTo(statsBefore);
        killed.cancel().get(30, TimeUnit.SECONDS);

        JobClient next = start(2, sample.historyEnd(), savepoint);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(generations(POST_STATS)).containsOnly(2L));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(payloads(USER_ACTIVITY)).isEqualTo(activityBefore));
        assertThat(payloads(POST_STATS)).isEqualTo(statsBefore);
        assertThat(servers.kafka().read(Topics.FEED_EVENTS_LATE))
                .as("letters of history are there already")
                .hasSize(2 * Sample.LATE);

        // Both run: what comes now counts, once, and no value goes back.
        sample.sendNew(1);
        await().atMost(PATIENCE).until(() -> impressions() == Sample.IMPRESSIONS + 1);
        assertThat(generations(POST_STATS)).containsOnly(2L);
        live.cancel().get(30, TimeUnit.SECONDS);

        sample.follow("u-1", "a-new", 9);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(follows("u-1"))
                                        .as("rows are taken over, not read again")
                                        .containsExactlyInAnyOrder("a-1", "a-new"));
        assertThat(servers.values(USER_FOLLOWS).get("u-1").generation()).isEqualTo(2);

        // What came too late is brought in, once, however often that is done.
        assertThat(clicks("p-0")).isZero();
        FeatureServers.late(servers.settings(Map.of()));
        FeatureServers.late(servers.settings(Map.of()));
        assertThat(sample.storedRows()).isEqualTo(Sample.ROWS + 1 + Sample.LATE);
        next.cancel().get(30, TimeUnit.SECONDS);
        JobClient last = start(3, sample.historyEnd(), savepoint);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(generations(POST_STATS)).containsOnly(3L));
        assertThat(clicks("p-0")).isEqualTo(Sample.LATE);
        assertThat(impressions()).isEqualTo(Sample.IMPRESSIONS + 1);
        last.cancel().get(30, TimeUnit.SECONDS);
    }

    private static JobClient start(long generation, Instant holdUntil, String savepoint)
            throws Exception {
        Settings settings =
                servers.settings(
                        Map.of(
                                "jobs.generation",
                                Long.toString(generation),
                                "backfill.from",
                                "parquet",
                                "backfill.cut-ms",
                                Long.toString(sample.middle().toEpochMilli()),
                                "backfill.hold-until-ms",
                                Long.toString(holdUntil.toEpochMilli())));
        return FeatureServers.online(
                settings,
                Map.of(
                        "execution.state-recovery.path",
                        savepoint,
                        "execution.state-recovery.ignore-unclaimed-state",
                        "true"));
    }

    private static Map<String, String> payloads(FeatureGroup group) {
        Map<String, String> payloads = new TreeMap<>();
        servers.values(group)
                .forEach(
                        (entity, value) ->
                                payloads.put(
                                        entity,
                                        Arrays.toString(
                                                Arrays.copyOfRange(
                                                        value.bytes(),
                                                        VersionedValue.PAYLOAD,
                                                        value.bytes().length))));
        return payloads;
    }

    private static List<Long> generations(FeatureGroup group) {
        return servers.values(group).values().stream().map(VersionedValue::generation).toList();
    }

    private static long impressions() {
        return servers.values(POST_STATS).values().stream()
                .mapToLong(value -> total(value, Signal.IMPRESSION))
                .sum();
    }

    private static long clicks(String post) {
        return total(servers.values(POST_STATS).get(post), Signal.CLICK);
    }

    private static long total(VersionedValue value, Signal signal) {
        return PostStats.CODEC
                .fromBytes(value.bytes(), VersionedValue.PAYLOAD)
                .total(signal.ordinal());
    }

    private static List<String> follows(String user) {
        VersionedValue value = servers.values(USER_FOLLOWS).get(user);
        return List.copyOf(IdSet.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD).ids());
    }
}
