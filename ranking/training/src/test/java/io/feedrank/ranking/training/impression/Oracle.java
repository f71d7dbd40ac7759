package io.feedrank.ranking.training.impression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;

/** Compares a column with what a loop over the raw events makes of it. */
final class Oracle {
    private static final int EVERY = 25;

    private Oracle() {}

    /** The column's value for one post of a view, from the events before it alone. */
    interface Naive {
        double value(RandomFeed feed, ImpressionView view, String post);
    }

    static void agrees(String column, Naive naive) {
        RandomFeed feed = RandomFeed.create();
        ImpressionFeatures features = new ImpressionFeatures();
        int at = features.columns().indexOf(column);
        assertThat(at).as("column " + column).isNotNegative();
        int width = features.columns().size();
        List<ImpressionView> views = feed.impressions();
        int next = 0;
        boolean differs = false;
        for (int i = 0; i < views.size(); i += EVERY) {
            ImpressionView view = views.get(i);
            List<FeedEvent> before = feed.before(view.time());
            for (; next < before.size(); next++) {
                features.apply(before.get(next));
            }
            float[] rows = features.rows(view);
            for (int row = 0; row < view.postIds().size(); row++) {
                double expected = naive.value(feed, view, view.postIds().get(row));
                differs |= expected != rows[at];
                assertThat((double) rows[row * width + at])
                        .as("%s of %s at %s", column, view.postIds().get(row), view.time())
                        .isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
            }
        }
        assertThat(differs).as("the column says something").isTrue();
    }

    /** What is left of 1 since a moment. */
    static double left(Instant then, Instant now, double halfLifeHours) {
        return Math.pow(
                2, -(now.getEpochSecond() - then.getEpochSecond()) / 3600.0 / halfLifeHours);
    }
}
