package io.feedrank.ranking.training.impression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpressionFeaturesTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private static final Instant NEXT_SECOND = NOON.plusSeconds(1);
    private static final ViewContext FRONT_PAGE = new ViewContext("phone", false, true, null);
    private static final ViewContext ON_PAGE = new ViewContext("phone", false, true, "page");

    @Test
    void a_row_has_a_value_a_column_and_each_column_a_name_of_its_own() {
        ImpressionFeatures features = new ImpressionFeatures();

        float[] rows = features.rows(view(NOON, FRONT_PAGE, "a", "b"));

        assertThat(rows).hasSize(2 * features.columns().size());
        assertThat(new HashSet<>(features.columns())).hasSameSizeAs(features.columns());
    }

    @Test
    void an_event_of_the_same_second_or_a_later_one_is_refused_as_a_past() {
        ImpressionFeatures features = new ImpressionFeatures();
        features.apply(new FeedEvent.Impressed(view(NOON, FRONT_PAGE, "a", "b")));

        assertThatThrownBy(() -> features.rows(view(NOON.plusMillis(999), FRONT_PAGE, "a", "b")))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("expected events of earlier seconds alone");
        assertThat(features.rows(view(NEXT_SECOND, FRONT_PAGE, "a", "b"))).isNotEmpty();
    }

    @Test
    void events_out_of_order_are_refused() {
        ImpressionFeatures features = new ImpressionFeatures();
        features.apply(new FeedEvent.Read("u", NEXT_SECOND, "a", null, null));

        assertThatThrownBy(() -> features.apply(new FeedEvent.Read("u", NOON, "a", null, null)))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("expected time order");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overlap_with_last",
                "shown_to_user",
                "showings_10m",
                "age",
                "share_on_page_kind",
                "usual_size_1h",
                "seen_with_others",
                "lift_from_page",
                "visits_1h",
                "session_impressions"
            })
    void an_impression_counts_from_the_next_second_on(String column) {
        ImpressionView seen = view(NOON, ON_PAGE, "page", "b", "c");
        ImpressionView next = view(NEXT_SECOND, ON_PAGE, "page", "b");
        assertCounts(column, new FeedEvent.Impressed(seen), next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clicked_by_user",
                "clicks_10m",
                "since_taken",
                "lift_on_device",
                "strength_quick",
                "head_to_head",
                "clicks_from_page",
                "readers",
                "since_take"
            })
    void clicks_count_from_the_next_second_on(String column) {
        ImpressionView seen = view(NOON.minusSeconds(60), ON_PAGE, "a", "b", "c");
        ImpressionView next = view(NEXT_SECOND, ON_PAGE, "a", "b");
        assertCounts(column, new FeedEvent.Clicked(seen, NOON, List.of("a")), next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"read_by_user", "reads_24h", "read_seconds", "scroll", "is_last", "readers"})
    void reads_count_from_the_next_second_on(String column) {
        ImpressionView next = view(NEXT_SECOND, FRONT_PAGE, "a", "b");
        assertCounts(column, new FeedEvent.Read("u", NOON, "a", 90.0, 100.0), next);
    }

    @Test
    void an_impression_without_a_click_says_nothing_once_its_time_for_clicks_is_over() {
        ImpressionView seen = view(NOON.minusSeconds(60), ON_PAGE, "a", "b", "c");
        ImpressionView next = view(NEXT_SECOND, ON_PAGE, "a", "b");
        ImpressionFeatures features = new ImpressionFeatures();
        float[] before = features.rows(next);

        features.apply(new FeedEvent.Clicked(seen, NOON, List.of()));

        assertThat(features.rows(next)).containsExactly(before);
    }

    @Test
    void a_click_on_what_was_not_in_view_is_refused() {
        ImpressionView seen = view(NOON, FRONT_PAGE, "a", "b");

        assertThatThrownBy(() -> new FeedEvent.Clicked(seen, NEXT_SECOND, List.of("c")))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("expected some of those in view, [a, b]");
    }

    @Test
    void tastes_know_a_reader_of_the_same_posts() {
        ImpressionFeatures features = new ImpressionFeatures();
        for (String reader : List.of("u", "twin")) {
            features.apply(new FeedEvent.Read(reader, NOON, "a", null, null));
            features.apply(new FeedEvent.Read(reader, NOON, "b", null, null));
        }
        features.apply(new FeedEvent.Read("stranger", NOON, "d", null, null));
        features.apply(new FeedEvent.Read("u", NOON, "a", null, null));
        features.apply(new FeedEvent.Read("twin", NOON, "c", null, null));

        ImpressionView view = view(NEXT_SECOND, FRONT_PAGE, "c", "d");

        assertThat(value(features, view, 0, "nearest_reader"))
                .isGreaterThan(value(features, view, 1, "nearest_reader") + 0.5f);
    }

    @Test
    void the_same_events_give_the_same_bytes() {
        assertThat(rowsOfRandomFeed()).containsExactly(rowsOfRandomFeed());
    }

    @Test
    void rows_follow_the_posts_whatever_their_order() {
        RandomFeed feed = RandomFeed.create();
        ImpressionFeatures features = new ImpressionFeatures();
        feed.events().forEach(features::apply);
        Instant later = feed.events().get(feed.events().size() - 1).time().plusSeconds(5);
        List<String> posts = new ArrayList<>(List.of("p1", "p2", "p3", "p4", "p5", "p6"));
        float[] rows = features.rows(viewOf(later, posts));
        Collections.reverse(posts);
        float[] reversed = features.rows(viewOf(later, posts));

        int width = features.columns().size();
        for (int row = 0; row < 6; row++) {
            float[] mirrored = Arrays.copyOfRange(reversed, (5 - row) * width, (6 - row) * width);
            for (int column = 0; column < width; column++) {
                // Sums over the list are taken in its order.
                assertThat(mirrored[column])
                        .as(features.columns().get(column))
                        .isEqualTo(rows[row * width + column], within(1e-4f));
            }
        }
    }

    @Test
    void without_list_inputs_a_row_does_not_know_the_other_posts() {
        RandomFeed feed = RandomFeed.create();
        ImpressionFeatures features = new ImpressionFeatures(false);
        feed.events().forEach(features::apply);
        Instant later = feed.events().get(feed.events().size() - 1).time().plusSeconds(5);

        float[] rows = features.rows(viewOf(later, List.of("p1", "p2", "p3")));
        float[] others = features.rows(viewOf(later, List.of("p1", "p7", "p8", "p9", "p10")));

        int width = features.columns().size();
        assertThat(Arrays.copyOf(rows, width)).containsExactly(Arrays.copyOf(others, width));
        assertThat(new ImpressionFeatures().columns()).containsAll(features.columns());
    }

    private static float[] rowsOfRandomFeed() {
        RandomFeed feed = RandomFeed.create();
        ImpressionFeatures features = new ImpressionFeatures();
        feed.events().forEach(features::apply);
        Instant later = feed.events().get(feed.events().size() - 1).time().plusSeconds(5);
        return features.rows(viewOf(later, List.of("p1", "p2", "p3", "p4")));
    }

    // What the column says changes when the event has been applied, which is a second earlier.
    private static void assertCounts(String column, FeedEvent event, ImpressionView next) {
        ImpressionFeatures without = new ImpressionFeatures();
        ImpressionFeatures with = new ImpressionFeatures();
        with.apply(event);

        assertThat(value(with, next, 0, column)).isNotEqualTo(value(without, next, 0, column));
        ImpressionView sameSecond =
                new ImpressionView(
                        next.userId(),
                        event.time(),
                        next.sessionId(),
                        next.context(),
                        next.postIds());
        assertThatThrownBy(() -> with.rows(sameSecond)).isInstanceOf(FeedrankException.class);
    }

    private static float value(
            ImpressionFeatures features, ImpressionView view, int row, String column) {
        int at = features.columns().indexOf(column);
        assertThat(at).as("column " + column).isNotNegative();
        return features.rows(view)[row * features.columns().size() + at];
    }

    private static ImpressionView view(Instant time, ViewContext context, String... posts) {
        return new ImpressionView("u", time, "s", context, List.of(posts));
    }

    private static ImpressionView viewOf(Instant time, List<String> posts) {
        return new ImpressionView("u1", time, "s", FRONT_PAGE, posts);
    }
}
