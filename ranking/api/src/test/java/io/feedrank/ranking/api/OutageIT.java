package io.feedrank.ranking.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.ranking.api.RankerPeer.Mode;
import io.feedrank.ranking.api.Replica.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server behind the API goes away and comes back. */
class OutageIT {
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private Servers servers;
    private Replica api;

    @BeforeEach
    void start() throws Exception {
        servers = Servers.start(directory);
        api =
                Replica.start(
                        servers,
                        Map.of(
                                "api.timeout-ms", "1500",
                                "api.breaker-calls", "1000",
                                "api.events-timeout-ms", "1500"));
        api.savePost("p0", "Title 0", "a0", Post.PUBLISHED);
    }

    @AfterEach
    void stop() {
        api.close();
        servers.close();
    }

    @Test
    void without_redis_a_full_feed_is_served_and_without_the_ranker_too_none_is() {
        servers.redis().kill();
        api.ranker.mode(Mode.SILENT);
        Answer nothing = api.get("/v1/users/u/feed");
        assertThat(nothing.status()).as(nothing.text()).isEqualTo(503);
        assertThat(nothing.header("retry-after")).isEqualTo("1");
        assertThat(nothing.body().get("detail").asText())
                .contains("no answer within 1500 ms")
                .contains("Redis");
        Answer notReady = api.get("/health/ready");
        assertThat(notReady.status()).isEqualTo(503);
        assertThat(notReady.body().get("checks").get("redis").asText()).contains("Redis");
        assertThat(notReady.body().get("checks").get("kafka").asText()).isEqualTo("ok");

        api.ranker.mode(Mode.RANK_WITHOUT_STORE);
        JsonNode full = api.get("/v1/users/u/feed").body();
        assertThat(full.get("served_by").asText()).isEqualTo("full");
        assertThat(full.get("items").get(0).get("title").isNull()).isTrue();

        servers.redis().start();
        await().atMost(RECOVERY).until(() -> api.get("/health/ready").status() == 200);
    }

    @Test
    void without_kafka_feeds_degrade_and_events_are_refused_and_with_it_again_both_go_on() {
        String batch =
                """
                [{"event_id": "k1", "user_id": "u", "type": "click", "post_ids": ["p"], "event_time": "%s"}]
                """
                        .formatted(Replica.START);
        assertThat(servedBy("/v1/users/u/feed")).isEqualTo("full");
        assertThat(api.postJson("/v1/events", batch).status()).isEqualTo(202);

        servers.kafka().stop();
        assertThat(servedBy("/v1/users/u/feed")).isEqualTo("cached");
        Answer refused = api.postJson("/v1/events", batch);
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.body().get("detail").asText())
                .contains("Kafka")
                .contains("send the batch again");
        assertThat(api.get("/health/ready").body().get("checks").get("kafka").asText())
                .isNotEqualTo("ok");
        assertThat(api.get("/health/live").status()).isEqualTo(200);

        servers.kafka().restart();
        await().atMost(RECOVERY).until(() -> api.postJson("/v1/events", batch).status() == 202);
        await().atMost(RECOVERY).until(() -> servedBy("/v1/users/u/feed").equals("full"));
    }

    private String servedBy(String path) {
        return api.get(path).body().path("served_by").asText();
    }
}
