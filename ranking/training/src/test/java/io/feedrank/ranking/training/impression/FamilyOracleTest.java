package io.feedrank.ranking.training.impression;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamilyOracleTest {
    @Test
    void clicks_and_showings_decay_as_a_loop_says() {
        Oracle.agrees("clicks_3h", (feed, view, post) -> Math.log1p(clicks(feed, view, post, 3)));
        Oracle.agrees(
                "click_lift_6h",
                (feed, view, post) -> {
                    double chances = 0;
                    for (ImpressionView shown : feed.shownBefore(view.time())) {
                        if (shown.postIds().contains(post)) {
                            chances +=
                                    Oracle.left(shown.time(), view.time(), 6)
                                            / shown.postIds().size();
                        }
                    }
                    return Math.log((clicks(feed, view, post, 6) + 1) / (chances + 1));
                });
    }

    @Test
    void reads_count_when_they_are_over() {
        Oracle.agrees(
                "reads_24h",
                (feed, view, post) ->
                        Math.log1p(
                                feed.readBefore(view.time()).stream()
                                        .filter(read -> read.postId().equals(post))
                                        .mapToDouble(
                                                read -> Oracle.left(read.time(), view.time(), 24))
                                        .sum()));
    }

    @Test
    void what_a_user_was_shown_is_that_users_alone() {
        Oracle.agrees(
                "shown_to_user",
                (feed, view, post) ->
                        Math.log1p(
                                (double)
                                        feed.shownBefore(view.time()).stream()
                                                .filter(
                                                        shown ->
                                                                shown.userId()
                                                                        .equals(view.userId()))
                                                .filter(shown -> shown.postIds().contains(post))
                                                .count()));
        Oracle.agrees(
                "shown_in_session",
                (feed, view, post) ->
                        Math.log1p(
                                (double)
                                        feed.shownBefore(view.time()).stream()
                                                .filter(
                                                        shown ->
                                                                shown.sessionId()
                                                                        .equals(view.sessionId()))
                                                .filter(shown -> shown.postIds().contains(post))
                                                .count()));
    }

    @Test
    void a_post_is_as_old_as_the_first_event_that_names_it_in_view_or_read() {
        Oracle.agrees(
                "age",
                (feed, view, post) -> {
                    Instant first = view.time();
                    for (ImpressionView shown : feed.shownBefore(view.time())) {
                        if (shown.postIds().contains(post) && shown.time().isBefore(first)) {
                            first = shown.time();
                        }
                    }
                    for (FeedEvent.Read read : feed.readBefore(view.time())) {
                        if (read.postId().equals(post) && read.time().isBefore(first)) {
                            first = read.time();
                        }
                    }
                    return Math.log1p(
                            (view.time().getEpochSecond() - first.getEpochSecond()) / 60.0);
                });
    }

    @Test
    void lift_on_a_device_falls_back_to_the_overall_lift() {
        Oracle.agrees(
                "lift_on_device",
                (feed, view, post) -> {
                    double[] clicks = new double[2];
                    double[] chances = new double[2];
                    for (FeedEvent.Clicked click : feed.clickedBefore(view.time())) {
                        if (click.clickedIds().contains(post)) {
                            double left = Oracle.left(click.time(), view.time(), 24);
                            clicks[0] += left;
                            clicks[1] += sameDevice(click.view(), view) ? left : 0;
                        }
                    }
                    for (ImpressionView shown : feed.shownBefore(view.time())) {
                        if (shown.postIds().contains(post)) {
                            double left =
                                    Oracle.left(shown.time(), view.time(), 24)
                                            / shown.postIds().size();
                            chances[0] += left;
                            chances[1] += sameDevice(shown, view) ? left : 0;
                        }
                    }
                    double overall = (clicks[0] + 1) / (chances[0] + 1);
                    return Math.log((clicks[1] + 2 * overall) / (chances[1] + 2));
                });
    }

    @Test
    void head_to_head_counts_wins_against_exactly_those_in_view() {
        Oracle.agrees(
                "head_to_head",
                (feed, view, post) -> {
                    double shares = 0;
                    for (String other : view.postIds()) {
                        if (!other.equals(post)) {
                            double won = wins(feed, view, post, other);
                            double lost = wins(feed, view, other, post);
                            shares += (won - lost) / (won + lost + 1);
                        }
                    }
                    return shares / (view.postIds().size() - 1);
                });
    }

    @Test
    void a_moving_average_weighs_the_newest_showing_most() {
        Oracle.agrees(
                "beyond_chance_5",
                (feed, view, post) -> {
                    double average = 0;
                    for (FeedEvent.Clicked click : feed.clickedBefore(view.time())) {
                        if (click.view().postIds().contains(post)) {
                            double beyond =
                                    (click.clickedIds().contains(post) ? 1 : 0)
                                            - 1.0 / click.view().postIds().size();
                            average += 0.2 * (beyond - average);
                        }
                    }
                    return average;
                });
    }

    @Test
    void a_post_deep_in_the_page_is_seldom_seen_where_others_are() {
        Oracle.agrees(
                "seen_with_others",
                (feed, view, post) -> {
                    double sum = 0;
                    for (String other : view.postIds()) {
                        if (!other.equals(post)) {
                            sum +=
                                    (together(feed, view, Set.of(post, other)) + 0.5)
                                            / (together(feed, view, Set.of(other)) + 1);
                        }
                    }
                    return sum / (view.postIds().size() - 1);
                });
    }

    @Test
    void clicks_from_a_page_are_those_of_its_own_impressions() {
        Oracle.agrees(
                "clicks_from_page",
                (feed, view, post) -> {
                    String page = view.context().pageId();
                    double sum = 0;
                    for (FeedEvent.Clicked click : feed.clickedBefore(view.time())) {
                        if (page != null
                                && page.equals(click.view().context().pageId())
                                && click.clickedIds().contains(post)) {
                            sum += Oracle.left(click.time(), view.time(), 72);
                        }
                    }
                    return Math.log1p(sum);
                });
    }

    @Test
    void readers_are_those_who_read_clicked_or_were_on_the_page() {
        Oracle.agrees(
                "readers", (feed, view, post) -> Math.log1p(readers(feed, view, post).size()));
        Oracle.agrees(
                "shared_readers_page",
                (feed, view, post) -> {
                    String page = view.context().pageId();
                    if (page == null) {
                        return 0;
                    }
                    Set<String> ofPage = readers(feed, view, page);
                    Set<String> ofPost = readers(feed, view, post);
                    Set<String> shared = new HashSet<>(ofPost);
                    shared.retainAll(ofPage);
                    return shared.size() / Math.sqrt((ofPost.size() + 5.0) * (ofPage.size() + 5.0));
                });
    }

    @Test
    void a_session_lasts_from_its_first_impression() {
        Oracle.agrees(
                "session_impressions",
                (feed, view, post) -> {
                    List<ImpressionView> mine =
                            feed.shownBefore(view.time()).stream()
                                    .filter(shown -> shown.userId().equals(view.userId()))
                                    .filter(shown -> shown.sessionId().equals(view.sessionId()))
                                    .toList();
                    return Math.log1p(mine.size());
                });
    }

    private static double clicks(
            RandomFeed feed, ImpressionView view, String post, double halfLifeHours) {
        double sum = 0;
        for (FeedEvent.Clicked click : feed.clickedBefore(view.time())) {
            if (click.clickedIds().contains(post)) {
                sum += Oracle.left(click.time(), view.time(), halfLifeHours);
            }
        }
        return sum;
    }

    private static double wins(RandomFeed feed, ImpressionView view, String winner, String loser) {
        double sum = 0;
        for (FeedEvent.Clicked click : feed.clickedBefore(view.time())) {
            if (click.clickedIds().contains(winner) && click.view().postIds().contains(loser)) {
                sum += Oracle.left(click.time(), view.time(), 24);
            }
        }
        return sum;
    }

    private static double together(RandomFeed feed, ImpressionView view, Set<String> posts) {
        double sum = 0;
        for (ImpressionView shown : feed.shownBefore(view.time())) {
            if (shown.postIds().containsAll(posts)) {
                sum += Oracle.left(shown.time(), view.time(), 6);
            }
        }
        return sum;
    }

    private static Set<String> readers(RandomFeed feed, ImpressionView view, String post) {
        Set<String> readers = new HashSet<>();
        for (FeedEvent.Read read : feed.readBefore(view.time())) {
            if (read.postId().equals(post)) {
                readers.add(read.userId());
            }
        }
        for (FeedEvent.Clicked click : feed.clickedBefore(view.time())) {
            if (click.clickedIds().contains(post)) {
                readers.add(click.view().userId());
            }
        }
        for (ImpressionView shown : feed.shownBefore(view.time())) {
            if (post.equals(shown.context().pageId())) {
                readers.add(shown.userId());
            }
        }
        return readers;
    }

    private static boolean sameDevice(ImpressionView one, ImpressionView other) {
        return one.context().device().equals(other.context().device());
    }
}
