package io.feedrank.ranking.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.online.redis.RedisFeedStore;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.statefun.sdk.egress.generated.KafkaProducerRecord;
import org.apache.flink.statefun.sdk.reqreply.generated.FromFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service between a real Kafka and a real Redis, called over HTTP as the StateFun runtime calls
 * it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RankingServiceIT {
    private static final String REPLIES = Topics.responsesOf("test");

    private final TestModels models = new TestModels();
    private ServiceBed bed;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        bed = ServiceBed.start(directory, models);
    }

    @AfterAll
    void stop() throws Exception {
        bed.close();
    }

    @Test
    void a_call_without_state_is_told_which_state_is_wanted() throws Exception {
        FromFunction answer =
                caller("u0").callWithoutState(request("r0", "u0").build().toByteArray());
        assertThat(answer.getIncompleteInvocationContext().getMissingValuesList())
                .singleElement()
                .satisfies(
                        spec -> {
                            assertThat(spec.getStateName()).isEqualTo("session");
                            assertThat(spec.getTypeTypename()).isEqualTo("feedrank.v1/UserSession");
                            assertThat(spec.getExpirationSpec().getExpireAfterMillis())
                                    .isEqualTo(Duration.ofHours(24).toMillis());
                        });
    }

    @Test
    void a_request_is_answered_with_a_ranked_feed_and_the_posts_served_are_state()
            throws Exception {
        StatefunCaller caller = caller("u1");
        FromFunction.InvocationResponse answer =
                caller.call(request("r1", "u1").build().toByteArray());

        KafkaProducerRecord record = StatefunCaller.records(answer).get(0);
        assertThat(answer.getOutgoingEgresses(0).getEgressNamespace()).isEqualTo("feedrank");
        assertThat(answer.getOutgoingEgresses(0).getEgressType()).isEqualTo("feed-responses");
        assertThat(record.getTopic()).isEqualTo(REPLIES);
        assertThat(record.getKey()).isEqualTo("u1");
        FeedResponse feed = StatefunCaller.feed(answer);
        assertThat(feed.getServedBy()).isEqualTo(ServedBy.SERVED_BY_FULL);
        assertThat(feed.getModel()).isEqualTo("by-clicks/1");
        assertThat(ids(feed)).startsWith("p29", "p28", "p27").hasSize(30);
        assertThat(feed.getVerdictsCount()).isZero();
        assertThat(feed.getStagesCount()).isPositive();

        FeedResponse next =
                StatefunCaller.feed(caller.call(request("r2", "u1").build().toByteArray()));
        assertThat(ids(next)).startsWith("p19").hasSize(20);
        assertThat(caller.sessionBytes()).isBetween(100, 16_000);
    }

    @Test
    void a_request_to_erase_leaves_no_state_and_is_answered_without_a_feed() throws Exception {
        StatefunCaller caller = caller("u2");
        caller.call(request("r8", "u2").build().toByteArray());
        assertThat(caller.sessionBytes()).isPositive();

        FeedResponse done =
                StatefunCaller.feed(
                        caller.call(request("x1", "u2").setErase(true).build().toByteArray()));
        assertThat(caller.sessionBytes()).isZero();
        assertThat(done.getRequestId()).isEqualTo("x1");
        assertThat(done.hasError()).isFalse();
        assertThat(done.getItemsCount()).isZero();
    }

    @Test
    void a_request_that_comes_again_gets_the_same_feed() throws Exception {
        byte[] request = request("r3", "u3").build().toByteArray();
        FeedResponse first = StatefunCaller.feed(caller("u3").call(request));
        TestData.writePosts(bed.store(), 30);
        FeedResponse again = StatefunCaller.feed(caller("u3").call(request));
        assertThat(again.getItemsList()).isEqualTo(first.getItemsList());
        assertThat(again.getRankedAtMs()).isEqualTo(first.getRankedAtMs());
        try (RedisFeedStore feeds = RedisFeedStore.open(bed.settings(), Duration.ofSeconds(2))) {
            assertThat(feeds.served("r3").orElseThrow().getVerdictsCount()).isPositive();
            assertThat(feeds.lastOf("u3")).isPresent();
        }
    }

    @Test
    void post_vectors_from_kafka_become_candidates_and_deleted_ones_no_more() throws Exception {
        TestData.writeUser(bed.store(), "u4", "anna");
        byte[] key = "p0".getBytes(UTF_8);
        bed.kafka().send(Topics.POST_EMBEDDINGS, key, TestData.embedding("p0", "anna"));
        bed.awaitMetric("feedrank_ranking_index_vectors 1.0");
        FeedResponse feed =
                StatefunCaller.feed(caller("u4").call(request("r4", "u4").build().toByteArray()));
        FeedItem item =
                feed.getItemsList().stream()
                        .filter(candidate -> candidate.getPostId().equals("p0"))
                        .findFirst()
                        .orElseThrow();
        assertThat(item.getSourcesList()).containsExactly("ann", "trending");
        assertThat(feed.getFreshnessMs()).isBetween(50_000L, 120_000L);

        bed.kafka().send(Topics.POST_EMBEDDINGS, key, null);
        bed.awaitMetric("feedrank_ranking_index_vectors 0.0");
        bed.kafka().send(Topics.POST_EMBEDDINGS, key, new byte[] {-1});
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                !bed.kafka()
                                        .read(Topics.deadLettersOf(Topics.POST_EMBEDDINGS))
                                        .isEmpty());
    }

    @Test
    void the_features_that_a_page_was_scored_with_are_logged() throws Exception {
        caller("u5").call(request("r5", "u5").build().toByteArray());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            List<FeatureLogEntry> entries =
                                    bed.kafka().read(Topics.FEATURE_LOG).stream()
                                            .filter(record -> text(record.key()).equals("u5"))
                                            .map(RankingServiceIT::logEntry)
                                            .toList();
                            assertThat(entries).hasSize(1);
                            assertThat(entries.get(0).getRequestId()).isEqualTo("r5");
                            assertThat(entries.get(0).getRowsCount()).isEqualTo(10);
                            assertThat(entries.get(0).getRowsList())
                                    .allSatisfy(
                                            row ->
                                                    assertThat(row.getPostVersionsMap())
                                                            .containsKeys(
                                                                    "post_meta:v1",
                                                                    "post_stats:v1"));
                            assertThat(entries.get(0).getEntitiesList()).isNotEmpty();
                        });
    }

    @Test
    void what_is_no_request_goes_to_the_dead_letters_with_the_reason() throws Exception {
        FromFunction.InvocationResponse answer = caller("u6").call("rubbish".getBytes(UTF_8));
        assertThat(answer.getOutgoingEgressesCount()).isZero();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            ConsumerRecord<byte[], byte[]> letter =
                                    bed
                                            .kafka()
                                            .read(Topics.deadLettersOf(Topics.FEED_REQUESTS))
                                            .stream()
                                            .filter(record -> text(record.key()).equals("u6"))
                                            .findFirst()
                                            .orElseThrow();
                            assertThat(text(letter.value())).isEqualTo("rubbish");
                            assertThat(text(letter.headers().lastHeader("feedrank-reason").value()))
                                    .contains("no protobuf FeedRequest");
                        });
    }

    @Test
    void a_bad_or_late_request_is_answered_with_the_reason() throws Exception {
        StatefunCaller caller = caller("u7");
        FeedResponse late =
                StatefunCaller.feed(
                        caller.call(
                                request("r7", "u7")
                                        .setDeadlineMs(Instant.now().toEpochMilli() - 1)
                                        .build()
                                        .toByteArray()));
        assertThat(late.getError().getCategory()).isEqualTo("TIMEOUT");
        assertThat(late.getItemsCount()).isZero();
        FeedResponse bad =
                StatefunCaller.feed(
                        caller.call(request("r7", "u7").setLimit(999).build().toByteArray()));
        assertThat(bad.getError().getCategory()).isEqualTo("BAD_INPUT");
        assertThat(bad.getError().getMessage()).contains("limit: got 999");
        FeedResponse other =
                StatefunCaller.feed(caller.call(request("r7", "u1").build().toByteArray()));
        assertThat(other.getError().getMessage()).contains("user_id");
    }

    @Test
    void when_too_many_wait_the_rest_is_turned_away_at_once() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch scoring = new CountDownLatch(1);
        models.beforeScoring(
                () -> {
                    scoring.countDown();
                    Quietly.await(release);
                });
        Thread[] waiting = new Thread[1 + RankingConfig.WAITING_PER_THREAD];
        try {
            for (int i = 0; i < waiting.length; i++) {
                byte[] request = request("w" + i, "w" + i).build().toByteArray();
                StatefunCaller caller = caller("w" + i);
                waiting[i] = new Thread(() -> Quietly.call(caller, request));
                waiting[i].start();
                if (i == 0) {
                    scoring.await();
                }
            }
            bed.awaitMetric("feedrank_ranking_waiting " + RankingConfig.WAITING_PER_THREAD + ".0");
            FeedResponse shed =
                    StatefunCaller.feed(
                            caller("u8").call(request("r8", "u8").build().toByteArray()));
            assertThat(shed.getError().getCategory()).isEqualTo("UNAVAILABLE");
            assertThat(shed.getError().getMessage()).contains("too many requests");
        } finally {
            models.beforeScoring(() -> {});
            release.countDown();
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(bed.get("/metrics").body()).contains("feedrank_ranking_shed_total 1.0");
    }

    @Test
    void metrics_and_health_tell_what_goes_on() throws Exception {
        caller("u9").call(request("r9", "u9").build().toByteArray());
        assertThat(bed.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(bed.get("/health/ready").body())
                .contains("\"ready\":true", "\"redis\":true", "\"model\":\"by-clicks/1\"");
        assertThat(bed.get("/metrics").body())
                .contains("feedrank_ranking_stage_seconds_count{stage=\"hydrate\"}")
                .contains("feedrank_ranking_answers_total{outcome=\"served\"}")
                .contains("feedrank_features_values_total{feature=\"post_clicks_24h\"")
                .contains("feedrank_features_nulls_total{feature=\"post_clicks_24h\"")
                .contains("feedrank_features_drift{feature=\"post_clicks_24h\"")
                .contains("feedrank_ranking_freshness_seconds_bucket{of=\"posts\"")
                .contains("jvm_memory_used_bytes");
        assertThat(bed.get("/nowhere").statusCode()).isEqualTo(404);
    }

    private StatefunCaller caller(String userId) {
        return new StatefunCaller(bed.port(), userId);
    }

    private static FeedRequest.Builder request(String requestId, String userId) {
        return FeedRequest.newBuilder()
                .setRequestId(requestId)
                .setUserId(userId)
                .setLimit(10)
                .setDeadlineMs(Instant.now().plusSeconds(60).toEpochMilli())
                .setReplyTopic(REPLIES);
    }

    private static List<String> ids(FeedResponse feed) {
        return feed.getItemsList().stream().map(FeedItem::getPostId).toList();
    }

    private static FeatureLogEntry logEntry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return FeatureLogEntry.parseFrom(record.value());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
