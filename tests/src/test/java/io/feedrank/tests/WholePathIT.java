package io.feedrank.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.cli.stack.Names;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * From a database row and an event to a ranked feed, on real servers: what a change does to the
 * feeds, and what stops when one process does.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholePathIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The last test lets all topics expire. */
    private static final int BEFORE_RETENTION = Integer.MAX_VALUE - 1;

    private static final String NEVER = "never a candidate";

    private static Platform platform;

    @BeforeAll
    static void start() throws IOException {
        platform = Platform.start();
        // It waits half a minute for its post, which the other tests need not wait for.
        platform.click("click-4", "newcomer-4", "inserted-late");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void every_event_is_accounted_for_and_feeds_are_ranked_by_the_model() {
        assertThat(platform.report().failures()).isEmpty();
        assertThat(platform.report().asJson())
                .containsKeys(
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
                        "served_by")
                .containsEntry("ok", true);
        double auc = (double) platform.report().asJson().get("auc");
        double popularity = (double) platform.report().asJson().get("auc_decayed_popularity");
        assertThat(auc).isGreaterThan(popularity);
        assertThat((long) platform.report().asJson().get("duplicates_dropped")).isPositive();
        assertThat((long) platform.report().asJson().get("dead_letters")).isPositive();
    }

    @Test
    void an_inserted_post_becomes_a_candidate_and_a_deleted_one_is_served_no_more()
            throws Exception {
        platform.insertPost("inserted", "a-001");
        until("insert to candidate", () -> judged(platform.fateOf("inserted", "u-0007")));

        platform.deletePost("inserted");
        until(
                "delete to no candidate",
                () -> platform.fateOf("inserted", "u-0008").startsWith(NEVER));
    }

    @Test
    void a_new_post_is_found_by_its_text_before_anyone_has_read_it() throws Exception {
        String reader = platform.keenReader("sport", "en");
        platform.insertPost("unread", "a-001");

        until(
                "insert to found by its text",
                () -> platform.sourcesOf("unread", reader).contains("ann"));
    }

    @Test
    void a_click_changes_the_next_feed_of_that_user() {
        String post = platform.feed("newcomer-1", 5).path("items").get(0).path("post_id").asText();
        assertThat(platform.hasSource("newcomer-1", "ann"))
                .as("nothing is known of the user yet")
                .isFalse();

        assertThat(platform.click("click-1", "newcomer-1", post).path("accepted").asInt())
                .isEqualTo(1);
        until("click to personal candidates", () -> platform.hasSource("newcomer-1", "ann"));
        assertThat(platform.hasSource("newcomer-2", "ann")).as("of that user alone").isFalse();
    }

    @Test
    void a_dead_letter_counts_once_its_post_is_captured_and_it_is_sent_once_more()
            throws Exception {
        until(
                "unknown post to dead letters",
                () ->
                        platform.deadLetters("click-4")
                                .equals(Set.of("online-features", "offline-features")));
        platform.insertPost("inserted-late", "a-003");
        until("insert to candidate", () -> judged(platform.fateOf("inserted-late", "newcomer-5")));
        assertThat(platform.clicksOf("inserted-late")).isZero();

        assertThat(platform.replayDeadLetters("click-4")).isEqualTo(2);
        until("dead letter to click", () -> platform.clicksOf("inserted-late") == 1);
        platform.replayDeadLetters("click-4");
        stays("counted once", () -> platform.clicksOf("inserted-late") == 1);
    }

    @Test
    void posts_that_were_served_are_not_served_again_at_once() {
        JsonNode first = platform.feed("u-0031", 5);
        JsonNode second = platform.feed("u-0031", 5);
        assertThat(first.path("items").findValuesAsText("post_id"))
                .hasSize(5)
                .doesNotContainAnyElementsOf(second.path("items").findValuesAsText("post_id"));
    }

    @Test
    void without_change_capture_feeds_go_on_and_new_rows_come_when_it_is_back() throws Exception {
        platform.stop(Names.CDC);
        platform.insertPost("while-cdc-was-down", "a-002");
        assertThat(platform.servedBy("u-0011")).isEqualTo("full");
        stays(
                "no new rows without CDC",
                () -> platform.fateOf("while-cdc-was-down", "u-0011").startsWith(NEVER));

        platform.restart(Names.CDC);
        until(
                "row after CDC is back",
                () -> judged(platform.fateOf("while-cdc-was-down", "u-0012")));
    }

    @Test
    void without_the_feature_job_feeds_go_on_and_clicks_count_when_it_is_back() {
        String post = platform.feed("newcomer-3", 5).path("items").get(0).path("post_id").asText();
        platform.stop(Names.ONLINE_FEATURES);
        assertThat(platform.click("click-3", "newcomer-3", post).path("accepted").asInt())
                .isEqualTo(1);
        assertThat(platform.servedBy("u-0013")).isEqualTo("full");
        stays("no new features without the job", () -> !platform.hasSource("newcomer-3", "ann"));

        platform.restart(Names.ONLINE_FEATURES);
        until("click after the feature job is back", () -> platform.hasSource("newcomer-3", "ann"));
    }

    @Test
    void without_the_statefun_runtime_lower_levels_serve_until_it_is_back() {
        List<String> seen = platform.feed("u-0014", 5).path("items").findValuesAsText("post_id");
        assertThat(platform.servedBy("u-0014")).isEqualTo("full");
        platform.kill(Names.STATEFUN);
        until(
                "killed StateFun to last good feed",
                () -> platform.servedBy("u-0014").equals("cached"));
        assertThat(platform.servedBy("nobody-knows")).isEqualTo("trending");

        platform.restart(Names.STATEFUN);
        until("StateFun back to full", () -> platform.servedBy("u-0014").equals("full"));
        assertThat(platform.feed("u-0014", 50).path("items").findValuesAsText("post_id"))
                .as("what was seen before the kill is remembered")
                .doesNotContainAnyElementsOf(seen);
    }

    @Test
    void without_the_ranking_service_lower_levels_serve_until_it_is_back() {
        assertThat(platform.servedBy("u-0015")).isEqualTo("full");
        platform.stop(Names.RANKING);
        until(
                "stopped ranking to last good feed",
                () -> platform.servedBy("u-0015").equals("cached"));

        platform.restart(Names.RANKING);
        until("ranking back to full", () -> platform.servedBy("u-0015").equals("full"));
    }

    /** Over all that the tests before it were served, restarts of the job among it. */
    @Test
    @Order(BEFORE_RETENTION)
    void every_served_value_is_what_the_events_say_at_its_version() {
        JsonNode parity = platform.parity();

        assertThat(parity.path("ok").asBoolean()).as(parity.toString()).isTrue();
        assertThat(parity.path("skipped")).as("nothing is left out").isEmpty();
        for (String kind : List.of("post", "author", "topic", "user")) {
            assertThat(parity.path("compared_of").path(kind).asLong()).as(kind).isPositive();
        }
        parity.path("columns")
                .properties()
                .forEach(
                        column ->
                                assertThat(column.getValue().path("compared").asLong())
                                        .as(column.getKey())
                                        .isPositive());
        JsonNode trail = parity.path("trail");
        assertThat(trail.path("events_expected").asLong()).isPositive();
        assertThat(trail.path("of_trail_alone").asLong()).isZero();
        for (String group : List.of("user_activity:v1", "post_stats:v1", "topic_stats:v1")) {
            JsonNode stale = parity.path("staleness").path(group);
            assertThat(stale.path("served").asLong()).as(group).isPositive();
            assertThat(stale.path("newest_version").has("ms_p99")).as(group).isTrue();
        }
    }

    @Test
    @Order(BEFORE_RETENTION + 1)
    void an_erased_person_is_gone_from_the_bytes_of_every_store_and_does_not_come_back()
            throws Exception {
        ErasedPerson person = new ErasedPerson(platform, "erase-me-7f3a");
        person.signUp("u-0040");
        until("signed up", person::isCaptured);
        String post = platform.feed(person.id(), 5).path("items").get(0).path("post_id").asText();
        platform.click("click-7", person.id(), post);
        until("click to features", () -> platform.hasSource(person.id(), "ann"));
        person.takeSnapshot();
        assertThat(person.storesThatHoldIt())
                .contains(
                        "database",
                        "redis",
                        "topic feed-events",
                        "flink state",
                        "kafka on disk",
                        "parquet features");

        person.eraseUntilKilled();
        JsonNode report = person.erase("--database");
        assertThat(report.path("complete").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.path("found").asBoolean()).isTrue();
        assertThat(platform.click("click-8", person.id(), post).path("rejected").toString())
                .contains("this person was erased");
        assertThat(platform.feed(person.id(), 5).path("status").asInt()).isEqualTo(410);
        person.sendLateEvent("click-9", post);

        assertThat(person.storesThatHoldIt("--force-retention")).isEmpty();

        person.plantFeature();
        assertThat(person.storesThatHoldIt()).contains("redis", "redis on disk");
        assertThat(person.erase().path("complete").asBoolean()).as("the second time").isTrue();
    }

    @Test
    void who_is_unknown_is_suppressed_and_the_report_says_that_nothing_was_found() {
        JsonNode report = new ErasedPerson(platform, "nobody-knows-5c1e").erase();
        assertThat(report.path("found").asBoolean()).isFalse();
        assertThat(report.path("complete").asBoolean()).as(report.toString()).isTrue();
        assertThat(platform.feed("nobody-knows-5c1e", 5).path("status").asInt()).isEqualTo(410);
    }

    private static boolean judged(String fate) {
        return fate.startsWith("served at rank") || fate.startsWith("removed by");
    }

    /** Longer than a change takes when everything runs. */
    private static void stays(String what, Callable<Boolean> condition) {
        await(what)
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(8))
                .pollInterval(POLL)
                .until(condition);
    }

    private static void until(String what, Callable<Boolean> condition) {
        long begun = System.nanoTime();
        await(what).atMost(PATIENCE).pollInterval(POLL).pollDelay(Duration.ZERO).until(condition);
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - begun) / 1e9);
    }
}
