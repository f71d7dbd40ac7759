package io.feedrank.ranking.training.impression;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How often a post is clicked, read and shown, at several half-lives. */
final class Traffic implements FeatureFamily {
    private static final List<Duration> HALF_LIVES =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(24),
                    Duration.ofHours(72));
    private static final List<String> NAMES = List.of("10m", "1h", "3h", "6h", "24h", "72h");
    // Clicks a showing at which smoothing holds a post of which nothing is known.
    private static final double PRIOR_RATE = 0.09;
    private static final double PRIOR_SHOWINGS = 10;

    private final DecayedSums clicks = new DecayedSums(HALF_LIVES);
    private final DecayedSums reads = new DecayedSums(HALF_LIVES);
    private final DecayedSums showings = new DecayedSums(HALF_LIVES);
    private final DecayedSums chances = new DecayedSums(HALF_LIVES);

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (String name : NAMES) {
            columns.add(Column.post("clicks_" + name));
            columns.add(Column.post("reads_" + name));
            columns.add(Column.post("showings_" + name));
            columns.add(Column.post("click_rate_" + name));
            columns.add(Column.post("click_lift_" + name));
        }
        return columns;
    }

    @Override
    public void fill(View view, Block out) {
        for (int row = 0; row < view.size(); row++) {
            int post = view.posts()[row];
            for (int i = 0; i < HALF_LIVES.size(); i++) {
                double clicked = clicks.get(post, i, view.second());
                double shown = showings.get(post, i, view.second());
                double expected = chances.get(post, i, view.second());
                out.setLog(row, 5 * i, clicked);
                out.setLog(row, 5 * i + 1, reads.get(post, i, view.second()));
                out.setLog(row, 5 * i + 2, shown);
                out.set(
                        row,
                        5 * i + 3,
                        StrictMath.log(
                                (clicked + PRIOR_RATE * PRIOR_SHOWINGS)
                                        / (shown + PRIOR_SHOWINGS)));
                out.set(row, 5 * i + 4, StrictMath.log((clicked + 1) / (expected + 1)));
            }
        }
    }

    @Override
    public void impressed(View view) {
        for (int post : view.posts()) {
            showings.add(post, view.second(), 1);
            chances.add(post, view.second(), 1.0 / view.size());
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                clicks.add(view.posts()[row], second, 1);
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        reads.add(post, second, 1);
    }
}
