package io.feedrank.ranking.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.ranking.api.Replica.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is around the feeds: description, health, metrics, page, refusals. */
class OperationsIT {
    @TempDir private static Path directory;
    private static Servers servers;
    private static Replica api;

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.start(directory);
        api = Replica.start(servers, Map.of());
    }

    @AfterAll
    static void stop() {
        api.close();
        servers.close();
    }

    @Test
    void the_description_holds_every_route_and_no_other() {
        JsonNode document = api.get("/openapi.json").body();
        List<String> described = new ArrayList<>();
        document.get("paths")
                .forEachEntry(
                        (path, item) ->
                                item.fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        described.add(
                                                                method.toUpperCase(
                                                                                java.util.Locale
                                                                                        .ROOT)
                                                                        + " "
                                                                        + path)));

        assertThat(document.get("openapi").asText()).startsWith("3.1");
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        api.server.routes().stream()
                                .map(route -> route.method() + " " + route.path())
                                .toList());
    }

    @Test
    void every_reference_in_the_description_leads_somewhere() {
        JsonNode document = api.get("/openapi.json").body();
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).isNotEmpty();
        assertThat(references)
                .allSatisfy(
                        reference ->
                                assertThat(document.at(reference.substring(1)).isMissingNode())
                                        .as(reference)
                                        .isFalse());
    }

    @Test
    void an_answer_has_the_fields_that_the_description_requires() {
        JsonNode schema = api.get("/openapi.json").body().at("/components/schemas/Feed");
        JsonNode feed = api.get("/v1/users/u1/feed?explain=true").body();

        schema.get("required")
                .forEach(field -> assertThat(feed.has(field.asText())).as(field.asText()).isTrue());
        feed.fieldNames()
                .forEachRemaining(
                        field ->
                                assertThat(schema.get("properties").has(field)).as(field).isTrue());
    }

    @Test
    void a_ready_replica_says_what_it_checked() {
        JsonNode ready = api.get("/health/ready").body();

        assertThat(ready.get("ready").asBoolean()).isTrue();
        assertThat(ready.get("checks").size()).isEqualTo(3);
        assertThat(ready.get("now").asText()).startsWith("2026-05-01T12:");
        assertThat(api.get("/health/live").body().get("live").asBoolean()).isTrue();
    }

    @Test
    void requests_are_counted_by_route_and_feeds_by_level() {
        api.get("/v1/users/counted/feed");

        String metrics = api.get("/metrics").text();

        assertThat(metrics)
                .contains("feedrank_feeds_seconds_count{kind=\"feed\",served_by=\"full\"}")
                .contains(
                        "feedrank_http_requests_seconds_count{method=\"GET\",route=\"/v1/users/{user}/feed\",status=\"200\"}")
                .contains("feedrank_http_in_flight 0.0")
                .contains("feedrank_ranker_circuit_open 0.0")
                .contains("feedrank_ranker_round_trip_seconds_bucket")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void the_page_needs_nothing_from_elsewhere() {
        Answer page = api.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.header("content-security-policy")).contains("default-src 'none'");
        assertThat(page.text())
                .contains("<html lang=\"en\">")
                .doesNotContain("src=\"http")
                .doesNotContain("@import");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1/users/u/feed?limit=0      | 400 | limit: got '0', expected a whole number from 1 to 200
                    /v1/users/u/feed?limit=many   | 400 | limit: got 'many', expected a whole number from 1 to 200
                    /v1/users/u/feed?limt=5       | 400 | unknown query parameter 'limt', expected limit, cursor, explain
                    /v1/users/u/feed?explain=yes  | 400 | explain: got 'yes', expected true or false
                    /v1/users/u/feed?cursor=abc   | 400 | cursor: got a value that no answer held
                    /v1/users/%20/feed            | 400 | user: got 1 characters, expected 1 to 200, not blank
                    /v1/feeds/r/explain           | 400 | post_id: got 0 characters
                    /v1/nothing                   | 404 | got GET /v1/nothing; /openapi.json lists the paths
                    /v1/rank                      | 405 | got GET /v1/rank, expected [POST]
                    """)
    void a_bad_request_is_named(String path, int status, String detail) {
        Answer answer = api.get(path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body().get("status").asInt()).isEqualTo(status);
        assertThat(answer.body().get("type").asText()).startsWith("urn:feedrank:problem:");
        assertThat(answer.body().get("title").asText()).isNotEmpty();
        assertThat(answer.body().get("detail").asText()).startsWith(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"post_ids": ["a"]}                        | user: got nothing, expected an id
                    {"user": "u"}                              | post_ids: got nothing, expected an array of post ids
                    {"user": "u", "post_ids": []}              | post_ids: got 0 posts, expected 1 to 200
                    {"user": "u", "post_ids": ["a", "a"]}      | post_ids[1]: got 'a' twice, expected each post once
                    {"user": "u", "post_ids": ["a", {}]}       | post_ids[1]: got object, expected an id
                    {"user": "u", "posts": ["a"]}              | body: unknown field 'posts', expected user, post_ids, context
                    {"user": "u", "post_ids": ["a"], "context": {"x": []}} | context.x: got array, expected a plain value
                    [1]                                        | body: got array
                    {"user": "u"                               | body: no JSON at line 1
                    """)
    void a_bad_body_of_rank_is_named(String body, String detail) {
        Answer answer = api.postJson("/v1/rank", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().get("detail").asText()).startsWith(detail);
    }
}
