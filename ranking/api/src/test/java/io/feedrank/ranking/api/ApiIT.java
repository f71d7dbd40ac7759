package io.feedrank.ranking.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.ranking.api.Replica.Answer;
import io.feedrank.ranking.api.feed.Cursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds through real Kafka and Redis, ranked by a peer that answers as the ranking function does.
 */
class ApiIT {
    private static final Logger LOG = LoggerFactory.getLogger(ApiIT.class);

    @TempDir private static Path directory;
    private static Servers servers;
    private static Replica api;

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.start(directory);
        api = Replica.start(servers, Map.of());
        for (int i = 0; i < RankerPeer.SNAPSHOT; i++) {
            api.savePost("p" + i, "Title " + i, "a" + i % 5, Post.PUBLISHED);
        }
    }

    @AfterAll
    static void stop() {
        api.close();
        servers.close();
    }

    @Test
    void a_feed_is_ranked_by_the_function_and_decorated_with_titles() {
        Answer answer = api.get("/v1/users/u1/feed?limit=10");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode feed = answer.body();
        assertThat(feed.get("served_by").asText()).isEqualTo("full");
        assertThat(feed.get("model").asText()).isEqualTo("feed/7");
        assertThat(feed.get("freshness_ms").asLong()).isEqualTo(120);
        assertThat(feed.get("items")).hasSize(10);
        JsonNode first = feed.get("items").get(0);
        assertThat(first.get("post_id").asText()).isEqualTo("p0");
        assertThat(first.get("rank").asInt()).isEqualTo(1);
        assertThat(first.get("score").asDouble()).isEqualTo(1.0);
        assertThat(first.get("sources").get(0).asText()).isEqualTo("ann");
        assertThat(first.get("predictions").get("click").asDouble()).isEqualTo(0.25);
        assertThat(first.get("title").asText()).isEqualTo("Title 0");
        assertThat(first.get("author_id").asText()).isEqualTo("a0");
        assertThat(feed.get("timings_ms").get("candidates").asDouble()).isEqualTo(2.5);
        assertThat(feed.get("stages").get(1).get("in").asInt()).isEqualTo(1000);
        assertThat(feed.get("degraded")).isEmpty();
        assertThat(feed.has("verdicts")).isFalse();
    }

    @Test
    void a_request_carries_its_deadline_its_reply_topic_and_its_trace() {
        api.get("/v1/users/deadline/feed?limit=7&explain=true");

        FeedRequest request = requestOf("deadline");
        assertThat(request.getLimit()).isEqualTo(7);
        assertThat(request.getExplain()).isTrue();
        assertThat(request.getDeadlineMs() - request.getSentAtMs()).isEqualTo(2_000);
        assertThat(request.getSentAtMs())
                .isBetween(Replica.START.toEpochMilli(), Replica.START.toEpochMilli() + 600_000);
        assertThat(request.getReplyTopic()).startsWith("feed-responses.r");
        assertThat(request.getTraceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void a_request_carries_the_language_and_topic_wished_for() {
        api.get("/v1/users/wishes/feed?language=own&topic=sport");
        assertThat(requestOf("wishes").getContextMap())
                .containsExactly(Map.entry("language", "own"), Map.entry("topic", "sport"));
        assertThat(api.get("/v1/users/u1/feed?language=%20").status()).isEqualTo(400);
    }

    @Test
    void pages_are_cut_from_one_snapshot_without_asking_the_ranker_again() {
        List<String> shown = new ArrayList<>();
        String path = "/v1/users/pages/feed?limit=25";
        JsonNode page = api.get(path).body();
        while (true) {
            page.get("items").forEach(item -> shown.add(item.get("post_id").asText()));
            if (page.get("next_cursor").isNull()) {
                break;
            }
            page = api.get(path + "&cursor=" + page.get("next_cursor").asText()).body();
        }

        assertThat(shown).hasSize(RankerPeer.SNAPSHOT).doesNotHaveDuplicates();
        assertThat(api.ranker.requests().stream().filter(r -> r.getUserId().equals("pages")))
                .hasSize(1);
    }

    @Test
    void a_post_deleted_between_two_pages_is_not_on_the_second() {
        api.savePost("p55", "Title 55", "a0", Post.PUBLISHED);
        JsonNode first = api.get("/v1/users/deleted/feed?limit=50").body();
        api.savePost("p55", "Title 55", "a0", "deleted");
        try {
            JsonNode second =
                    api.get("/v1/users/deleted/feed?cursor=" + first.get("next_cursor").asText())
                            .body();
            Set<String> ids = new HashSet<>();
            second.get("items").forEach(item -> ids.add(item.get("post_id").asText()));
            assertThat(ids).hasSize(9).doesNotContain("p55");
        } finally {
            api.savePost("p55", "Title 55", "a0", Post.PUBLISHED);
        }
    }

    @Test
    void a_cursor_whose_snapshot_expired_says_how_to_start_again() {
        String cursor = new Cursor("long-gone", 10).encode();

        Answer answer = api.get("/v1/users/u1/feed?cursor=" + cursor);

        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body().get("detail").asText()).contains("GET /v1/users/u1/feed");
    }

    @Test
    void a_cursor_of_another_user_is_refused() {
        JsonNode feed = api.get("/v1/users/owner/feed?limit=10").body();

        Answer answer = api.get("/v1/users/thief/feed?cursor=" + feed.get("next_cursor").asText());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").asText()).contains("another user");
    }

    @Test
    void a_served_feed_can_be_looked_at_again_and_explained() {
        String requestId = api.get("/v1/users/why/feed?limit=5").body().get("request_id").asText();

        JsonNode again = api.get("/v1/feeds/" + requestId + "?limit=3&explain=true").body();
        assertThat(again.get("items")).hasSize(3);
        assertThat(again.get("verdicts")).hasSize(RankerPeer.SNAPSHOT + 1);

        JsonNode served = api.get("/v1/feeds/" + requestId + "/explain?post_id=p3").body();
        assertThat(served.get("summary").asText()).isEqualTo("served at rank 4");
        JsonNode removed =
                api.get("/v1/feeds/" + requestId + "/explain?post_id=blocked-post").body();
        assertThat(removed.get("summary").asText())
                .isEqualTo("removed by blocked: author a9 is blocked");
        assertThat(removed.get("item").isNull()).isTrue();
        JsonNode unknown = api.get("/v1/feeds/" + requestId + "/explain?post_id=nobody").body();
        assertThat(unknown.get("summary").asText()).startsWith("never a candidate");
        assertThat(api.get("/v1/feeds/nothing").status()).isEqualTo(404);
    }

    @Test
    void a_caller_can_have_its_own_candidates_ranked() {
        Answer answer =
                api.postJson(
                        "/v1/rank",
                        """
                        {"user": "ranker", "post_ids": ["p9", "p8", "p7"], "context": {"device": "phone", "hour": 7}}
                        """);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().get("items")).hasSize(3);
        FeedRequest request = requestOf("ranker");
        assertThat(request.getCandidatePostIdsList()).containsExactly("p9", "p8", "p7");
        assertThat(request.getContextMap())
                .containsEntry("device", "phone")
                .containsEntry("hour", "7");
    }

    @Test
    void a_user_id_may_hold_a_slash_a_percent_sign_or_a_letter_of_any_alphabet() {
        Answer answer = api.get("/v1/users/a%2Fb%25c%20%C3%A6/feed?limit=1");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().get("user_id").asText()).isEqualTo("a/b%c æ");
    }

    @Test
    void the_path_through_kafka_costs_milliseconds() {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long start = System.nanoTime();
            assertThat(api.get("/v1/users/fast" + i % 50 + "/feed").status()).isEqualTo(200);
            if (i >= 100) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        millis.sort(null);
        LOG.info(
                "HTTP + Kafka there and back + JSON of 50 items, ms: p50 {} p90 {} p99 {}",
                millis.get(50),
                millis.get(90),
                millis.get(98));
        assertThat(millis.get(50)).isLessThan(400);
    }

    private static FeedRequest requestOf(String user) {
        return api.ranker.requests().stream()
                .filter(request -> request.getUserId().equals(user))
                .findFirst()
                .orElseThrow();
    }
}
