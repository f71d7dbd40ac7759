package io.feedrank.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.DeadLetterHeaders;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.FeatureServers;
import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.Operation;
import io.feedrank.proto.v1.PostRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The offline job on a broker where nearly all is idle: one person, so one partition of events; one
 * post, so one of changes; nothing at all on the list of suppressed users.
 */
@SuppressWarnings("try") // close() declares Exception
class IdleStreamsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void idle_partitions_and_topics_hold_no_time_back_and_a_future_event_moves_none_on()
            throws Exception {
        try (FeatureServers servers = FeatureServers.start(directory)) {
            servers.kafka().send(Topics.CDC_POSTS, utf8("p"), post());
            JobClient job = FeatureServers.offline(servers.settings(Map.of()));
            Instant now = Instant.now();
            Instant shown = now.minus(Duration.ofMinutes(45));
            servers.send(
                    List.of(
                            event("shown", EventType.IMPRESSION, shown),
                            event("future", EventType.CLICK, now.plus(Duration.ofHours(2))),
                            event("clicked", EventType.CLICK, shown.plusSeconds(60))));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(rows(servers, OfflineSchema.EVENTS, "")).isEqualTo(2));
            assertThat(rows(servers, OfflineSchema.TRAINING_EXAMPLES, ""))
                    .as("three partitions have said nothing of the time")
                    .isZero();

            servers.tick(now);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    rows(
                                                            servers,
                                                            OfflineSchema.TRAINING_EXAMPLES,
                                                            " WHERE label_click = 1"))
                                            .isEqualTo(1));
            List<ConsumerRecord<byte[], byte[]>> letters =
                    servers.kafka().read(Topics.deadLettersOf(Topics.FEED_EVENTS));
            assertThat(letters).hasSize(1);
            assertThat(header(letters.get(0), DeadLetterHeaders.REASON))
                    .startsWith("event_time: got ")
                    .endsWith(", which is in the future");
            assertThat(header(letters.get(0), DeadLetterHeaders.EVENT_ID)).isEqualTo("future");
            job.cancel().get(30, TimeUnit.SECONDS);
        }
    }

    private static Event event(String id, EventType type, Instant time) {
        return Event.of(id, "u", type, List.of("p"), time);
    }

    private static byte[] post() {
        return Change.newBuilder()
                .setOperation(Operation.OPERATION_UPSERT)
                .setCommitLsn(1)
                .setLsn(1)
                .setPost(
                        PostRow.newBuilder()
                                .setId("p")
                                .setAuthorId("a")
                                .setCreatedAtMs(1)
                                .setTitle("Title")
                                .setLanguage("en")
                                .setTopic("t")
                                .setStatus("published"))
                .build()
                .toByteArray();
    }

    private static long rows(FeatureServers servers, String table, String where)
            throws SQLException {
        List<Path> files = OfflineFiles.visible(servers.offline(), table);
        if (files.isEmpty()) {
            return 0;
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*) FROM read_parquet("
                                        + OfflineFiles.sqlList(files)
                                        + ")"
                                        + where)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
