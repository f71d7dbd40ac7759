package io.feedrank.ranking.training.impression;

import io.feedrank.feature.aggregate.DecayedPairSums;
import io.feedrank.feature.aggregate.DecayedSums;
import java.time.Duration;
import java.util.List;

/**
 * Where a post tends to stand among the posts in view: what lies deep in a page is seen in long
 * lists, and seldom where what lies high is seen. A list ends where its reader stopped, so that
 * this hints at the outcome; all of it is relative to the list.
 */
final class Layout implements FeatureFamily {
    private static final Duration MEMORY = Duration.ofHours(6);

    private final DecayedPairSums together = new DecayedPairSums(MEMORY);
    private final DecayedSums showings = DecayedSums.of(Duration.ofHours(1), MEMORY);
    private final DecayedSums sizes = DecayedSums.of(Duration.ofHours(1), MEMORY);

    @Override
    public List<Column> columns() {
        return List.of(
                Column.postInList("usual_size_1h"),
                Column.postInList("usual_size_6h"),
                Column.postInList("size_to_usual"),
                Column.postInList("seen_with_others"),
                Column.postInList("others_seen_with"),
                Column.postInList("least_seen_with"),
                Column.postInList("deeper_than"));
    }

    @Override
    public void fill(View view, Block out) {
        double size = StrictMath.log(view.size());
        double[] shown = new double[view.size()];
        for (int row = 0; row < shown.length; row++) {
            shown[row] = showings.get(view.posts()[row], 1, view.second());
        }
        for (int row = 0; row < shown.length; row++) {
            int post = view.posts()[row];
            double usual = usual(post, 1, view.second(), size);
            out.set(row, 0, usual(post, 0, view.second(), size));
            out.set(row, 1, usual);
            out.set(row, 2, size - usual);
            beside(view, shown, row, out);
        }
    }

    @Override
    public void impressed(View view) {
        double size = StrictMath.log(view.size());
        int[] posts = view.posts();
        for (int i = 0; i < posts.length; i++) {
            showings.add(posts[i], view.second(), 1);
            sizes.add(posts[i], view.second(), size);
            for (int j = i + 1; j < posts.length; j++) {
                int low = Math.min(posts[i], posts[j]);
                int high = Math.max(posts[i], posts[j]);
                together.add(low, high, view.second(), 1);
            }
        }
    }

    // How often it is seen where another one is, and the other way round.
    private void beside(View view, double[] shown, int row, Block out) {
        int[] posts = view.posts();
        double seen = 0;
        double othersSeen = 0;
        double least = 1;
        int deeper = 0;
        for (int other = 0; other < posts.length; other++) {
            if (other == row) {
                continue;
            }
            int low = Math.min(posts[row], posts[other]);
            int high = Math.max(posts[row], posts[other]);
            double both = together.get(low, high, view.second()) + 0.5;
            double givenOther = both / (shown[other] + 1);
            double givenThis = both / (shown[row] + 1);
            seen += givenOther;
            othersSeen += givenThis;
            least = Math.min(least, givenOther);
            deeper += givenOther < givenThis ? 1 : 0;
        }
        int others = Math.max(1, posts.length - 1);
        out.set(row, 3, seen / others);
        out.set(row, 4, othersSeen / others);
        out.set(row, 5, least);
        out.set(row, 6, (double) deeper / others);
    }

    // Mean log size of the lists it was in; a list of the present size is the prior.
    private double usual(int post, int halfLife, long now, double size) {
        return (sizes.get(post, halfLife, now) + size) / (showings.get(post, halfLife, now) + 1);
    }
}
