package io.feedrank.ranking.training.impression;

import io.feedrank.feature.aggregate.DecayedPairSums;
import io.feedrank.feature.aggregate.DecayedSums;
import java.time.Duration;
import java.util.List;

/**
 * What is clicked from this page, and what is taken next after what this user took last. A user on
 * a post's page has taken that post.
 */
final class Transitions implements FeatureFamily {
    private static final Duration MEMORY = Duration.ofDays(3);

    private static final class Last {
        int post = -1;
    }

    private final DecayedPairSums clicks = new DecayedPairSums(MEMORY);
    private final DecayedPairSums chances = new DecayedPairSums(MEMORY);
    private final DecayedPairSums follows = new DecayedPairSums(MEMORY);
    private final DecayedSums followed = DecayedSums.of(MEMORY);
    private final DecayedSums visits = DecayedSums.of(Duration.ofHours(1), Duration.ofDays(1));
    private final PerKey<Last> last = new PerKey<>(Last::new);

    @Override
    public List<Column> columns() {
        return List.of(
                Column.post("visits_1h"),
                Column.post("visits_24h"),
                Column.post("clicks_from_page"),
                Column.post("lift_from_page"),
                Column.post("follows_page_share"),
                Column.plain("is_page"),
                Column.post("follows_last"),
                Column.post("follows_last_share"),
                Column.plain("is_last"));
    }

    @Override
    public void fill(View view, Block out) {
        long now = view.second();
        int before = last.get(view.user()).post;
        int page = view.page();
        for (int row = 0; row < view.size(); row++) {
            int post = view.posts()[row];
            out.setLog(row, 0, visits.get(post, 0, now));
            out.setLog(row, 1, visits.get(post, 1, now));
            if (!view.frontPage()) {
                double clicked = clicks.get(page, post, now);
                out.setLog(row, 2, clicked);
                out.setLogRatio(row, 3, clicked + 0.5, chances.get(page, post, now) + 0.5);
                out.set(row, 4, share(page, post, now));
                out.set(row, 5, page == post);
            }
            if (before >= 0) {
                out.setLog(row, 6, follows.get(before, post, now));
                out.set(row, 7, share(before, post, now));
                out.set(row, 8, before == post);
            }
        }
    }

    @Override
    public void impressed(View view) {
        if (view.frontPage()) {
            return;
        }
        for (int post : view.posts()) {
            chances.add(view.page(), post, view.second(), 1.0 / view.size());
        }
        if (last.get(view.user()).post != view.page()) {
            visits.add(view.page(), view.second(), 1);
        }
        take(view.user(), view.page(), view.second());
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                if (!view.frontPage()) {
                    clicks.add(view.page(), view.posts()[row], second, 1);
                }
                take(view.user(), view.posts()[row], second);
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        take(user, post, second);
    }

    private double share(int from, int to, long now) {
        return (follows.get(from, to, now) + 0.05) / (followed.get(from, 0, now) + 1);
    }

    private void take(int user, int post, long second) {
        Last before = last.change(user);
        if (before.post >= 0 && before.post != post) {
            follows.add(before.post, post, second, 1);
            followed.add(before.post, second, 1);
        }
        before.post = post;
    }
}
