package io.feedrank.ranking.training.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.ModelAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomeJoinerTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(601);
    private final OutcomeJoiner joiner = new OutcomeJoiner(Duration.ofMinutes(10));

    @Test
    void a_click_counts_for_its_feed_and_the_less_the_lower_it_stood() {
        joiner.add(feed("r1", "anna", "a", "b", "c"));
        joiner.add(feed("r2", "ben", "a", "b", "c"));
        joiner.add(click("anna", "a", "r1", 5));
        joiner.add(click("ben", "b", null, 5));
        joiner.add(click("ben", "b", null, 6));

        List<Outcome> outcomes = joiner.close(LATER);

        assertThat(outcomes).extracting(Outcome::requestId).containsExactly("r1", "r2");
        assertThat(outcomes.get(0).reward()).isEqualTo(1);
        assertThat(outcomes.get(1).reward()).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
    }

    @Test
    void a_click_without_a_request_counts_for_the_latest_feed_that_showed_the_post() {
        joiner.add(feed("r1", "anna", "a", "b"));
        joiner.add(feed("r2", "anna", "a", "c"));
        joiner.add(click("anna", "a", null, 5));
        joiner.add(click("anna", "b", null, 5));

        assertThat(joiner.close(LATER)).extracting(Outcome::reward).doesNotContain(0.0).hasSize(2);
    }

    @Test
    void a_feed_is_judged_once_and_only_by_what_happened_in_its_window() {
        joiner.add(feed("r1", "anna", "a"));
        joiner.add(feed("r1", "anna", "a"));
        joiner.add(click("anna", "a", "r1", -1));
        joiner.add(click("anna", "a", "r1", 601));
        joiner.add(click("anna", "z", "r1", 5));
        joiner.add(click("ben", "a", null, 5));
        assertThat(joiner.close(NOON.plusSeconds(599))).isEmpty();

        assertThat(joiner.close(LATER)).singleElement().extracting(Outcome::reward).isEqualTo(0.0);

        joiner.add(feed("r1", "anna", "a"));
        assertThat(joiner.close(LATER)).isEmpty();
    }

    @Test
    void what_the_shadow_said_is_held_against_chance_where_something_was_clicked() {
        joiner.add(feed("r1", "anna", "a", "b", "c"));
        joiner.add(feed("r2", "anna", "d", "e", "f"));
        joiner.add(shadow("r1", "a", "b", "c"));
        joiner.add(shadow("r2", "d", "e", "f"));
        joiner.add(click("anna", "c", "r1", 5));

        List<Outcome> outcomes = joiner.close(LATER);

        // The shadow puts the last post first, which was clicked: the best order against the mean.
        double mean = (1 + Math.log(2) / Math.log(3) + 0.5) / 3;
        assertThat(outcomes.get(0).shadow().orElseThrow().gain().orElseThrow())
                .isCloseTo(1 - mean, within(1e-9));
        assertThat(outcomes.get(1).shadow().orElseThrow().gain()).isEmpty();
    }

    private static FeatureLogEntry feed(String request, String user, String... posts) {
        FeatureLogEntry.Builder entry =
                FeatureLogEntry.newBuilder()
                        .setRequestId(request)
                        .setUserId(user)
                        .setScoredAtMs(NOON.toEpochMilli())
                        .addAttempts(ModelAttempt.newBuilder().setAlias("production"));
        for (String post : posts) {
            entry.addRows(FeatureLogRow.newBuilder().setPostId(post));
        }
        return entry.build();
    }

    private static FeatureLogEntry shadow(String request, String... posts) {
        FeatureLogEntry.Builder entry =
                FeatureLogEntry.newBuilder()
                        .setShadowOf(request)
                        .addAttempts(ModelAttempt.newBuilder().setAlias("shadow"));
        for (int i = 0; i < posts.length; i++) {
            entry.addRows(FeatureLogRow.newBuilder().setPostId(posts[i]).setScore(i));
        }
        return entry.build();
    }

    private static Event click(
            String user, String post, @Nullable String request, int secondsAfter) {
        return new Event(
                "e",
                user,
                EventType.CLICK,
                List.of(post),
                NOON.plusSeconds(secondsAfter),
                request,
                null,
                null,
                null,
                null);
    }
}
