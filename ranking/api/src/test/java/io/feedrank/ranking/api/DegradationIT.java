package io.feedrank.ranking.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.ranking.api.RankerPeer.Mode;
import io.feedrank.ranking.api.Replica.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered when the ranker is slow, wrong or away. */
class DegradationIT {
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @TempDir private static Path directory;
    private static Servers servers;
    private static Replica api;

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.start(directory);
        // A circuit that stays shut, but for the one test of it.
        api = Replica.start(servers, Map.of("api.timeout-ms", "1500", "api.breaker-calls", "1000"));
        for (int i = 0; i < RankerPeer.SNAPSHOT; i++) {
            api.savePost("p" + i, "Title " + i, "a" + i % 5, Post.PUBLISHED);
        }
        api.saveRanked(FeatureGroup.TRENDING, "p7", "removed", "p3", "unknown", "p5");
        api.savePost("removed", "Gone", "a1", "deleted");
    }

    @AfterAll
    static void stop() {
        api.close();
        servers.close();
    }

    @BeforeEach
    void rank() {
        api.ranker.mode(Mode.RANK);
        api.ranker.delay(Duration.ZERO);
    }

    @Test
    void a_user_who_was_served_before_gets_the_last_good_feed() {
        assertThat(servedBy(api.get("/v1/users/regular/feed"))).isEqualTo("full");
        api.ranker.mode(Mode.SILENT);

        JsonNode feed = api.get("/v1/users/regular/feed?limit=20").body();

        assertThat(feed.get("served_by").asText()).isEqualTo("cached");
        assertThat(feed.get("items")).hasSize(20);
        assertThat(feed.get("items").get(0).get("title").asText()).isEqualTo("Title 0");
        assertThat(feed.get("model").asText()).isEqualTo("feed/7");
        assertThat(feed.get("freshness_ms").asLong()).isGreaterThan(120);
        assertThat(feed.get("degraded").get(0).asText())
                .isEqualTo("ranker: no answer within 1500 ms");
        JsonNode next =
                api.get("/v1/users/regular/feed?cursor=" + feed.get("next_cursor").asText()).body();
        assertThat(next.get("served_by").asText()).isEqualTo("cached");
        assertThat(next.get("items").get(0).get("rank").asInt()).isEqualTo(21);
    }

    @Test
    void a_new_user_gets_what_trends_without_deleted_unknown_and_blocked_posts() {
        api.ranker.mode(Mode.SILENT);
        IdSet blocks = new IdSet();
        blocks.add("a3");
        api.save(FeatureGroup.USER_BLOCKS, "blocker", IdSet.CODEC, blocks);

        JsonNode feed = api.get("/v1/users/newcomer/feed").body();
        assertThat(feed.get("served_by").asText()).isEqualTo("trending");
        assertThat(feed.get("model").isNull()).isTrue();
        assertThat(feed.get("freshness_ms").isNull()).isTrue();
        assertThat(ids(feed)).containsExactly("p7", "p3", "p5");
        assertThat(feed.get("items").get(0).get("sources").get(0).asText()).isEqualTo("trending");

        assertThat(ids(api.get("/v1/users/blocker/feed").body())).containsExactly("p7", "p5");
    }

    @Test
    void fresh_posts_stand_in_when_nothing_trends() {
        api.ranker.mode(Mode.SILENT);
        api.saveRanked(FeatureGroup.TRENDING);
        api.saveRanked(FeatureGroup.FRESH_POSTS, "p11", "p12");
        try {
            JsonNode feed = api.get("/v1/users/somebody/feed").body();
            assertThat(feed.get("served_by").asText()).isEqualTo("trending");
            assertThat(ids(feed)).containsExactly("p11", "p12");
            assertThat(feed.get("items").get(0).get("sources").get(0).asText()).isEqualTo("fresh");
        } finally {
            api.saveRanked(FeatureGroup.TRENDING, "p7", "removed", "p3", "unknown", "p5");
        }
    }

    @Test
    void an_error_of_the_ranker_degrades_and_a_refusal_is_the_callers() {
        api.ranker.mode(Mode.FAIL);
        JsonNode feed = api.get("/v1/users/unlucky/feed").body();
        assertThat(feed.get("served_by").asText()).isEqualTo("trending");
        assertThat(feed.get("degraded").get(0).asText()).isEqualTo("ranker: no model is loaded");

        api.ranker.mode(Mode.REFUSE);
        Answer refused = api.get("/v1/users/unlucky/feed");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("detail").asText())
                .isEqualTo("limit: the ranker does not like it");
    }

    @Test
    void own_candidates_are_ranked_by_their_clicks_when_the_ranker_is_away() {
        api.ranker.mode(Mode.SILENT);
        TiledCounts clicked = PostStats.empty();
        clicked.add(api.clock.instant(), Signal.CLICK.ordinal(), 5);
        api.save(FeatureGroup.POST_STATS, "p2", PostStats.CODEC, clicked);

        JsonNode feed =
                api.postJson(
                                "/v1/rank",
                                "{\"user\": \"u\", \"post_ids\": [\"p1\", \"removed\", \"p2\"]}")
                        .body();

        assertThat(feed.get("served_by").asText()).isEqualTo("trending");
        assertThat(ids(feed)).containsExactly("p2", "p1");
    }

    @Test
    void an_open_circuit_answers_at_once_and_closes_when_the_ranker_is_back() {
        try (Replica impatient =
                Replica.start(
                        servers,
                        Map.of(
                                "api.timeout-ms", "1000",
                                "api.breaker-calls", "10",
                                "api.breaker-open-ms", "3000"))) {
            assertThat(servedBy(impatient.get("/v1/users/patient/feed"))).isEqualTo("full");
            impatient.ranker.mode(Mode.SILENT);
            List<CompletableFuture<Answer>> failing =
                    IntStream.range(0, 10)
                            .mapToObj(i -> impatient.getLater("/v1/users/patient/feed"))
                            .toList();
            failing.forEach(answer -> assertThat(servedBy(answer.join())).isEqualTo("cached"));

            Answer atOnce = impatient.get("/v1/users/patient/feed");
            assertThat(servedBy(atOnce)).isEqualTo("cached");
            assertThat(atOnce.body().get("degraded").get(0).asText()).contains("was not asked");
            assertThat(atOnce.body().get("took_ms").asDouble()).isLessThan(500);

            impatient.ranker.mode(Mode.RANK);
            await().atMost(RECOVERY)
                    .until(() -> servedBy(impatient.get("/v1/users/patient/feed")).equals("full"));
        }
    }

    @Test
    void requests_beyond_the_limit_are_refused_at_once() {
        try (Replica small =
                Replica.start(
                        servers, Map.of("api.max-in-flight", "3", "api.timeout-ms", "9000"))) {
            small.ranker.mode(Mode.SILENT);
            List<CompletableFuture<Answer>> waiting =
                    IntStream.range(0, 3)
                            .mapToObj(i -> small.getLater("/v1/users/w" + i + "/feed"))
                            .toList();
            await().atMost(RECOVERY).until(() -> small.ranker.requests().size() == 3);

            Answer refused = small.get("/v1/users/w4/feed");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.body().get("type").asText())
                    .isEqualTo("urn:feedrank:problem:overloaded");
            assertThat(small.get("/health/live").status()).isEqualTo(200);
            waiting.forEach(answer -> assertThat(servedBy(answer.join())).isEqualTo("trending"));
        }
    }

    @Test
    void a_stopping_replica_answers_the_requests_under_way() {
        Replica stopping =
                Replica.start(servers, Map.of("api.timeout-ms", "9000", "api.drain-ms", "20000"));
        try {
            stopping.ranker.delay(Duration.ofMillis(700));
            CompletableFuture<Answer> underWay = stopping.getLater("/v1/users/late/feed");
            await().atMost(RECOVERY).until(() -> stopping.ranker.requests().size() == 1);

            stopping.server.close();

            assertThat(servedBy(underWay.join())).isEqualTo("full");
        } finally {
            stopping.close();
        }
    }

    private static String servedBy(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().get("served_by").asText();
    }

    private static List<String> ids(JsonNode feed) {
        return feed.get("items").findValuesAsText("post_id");
    }
}
