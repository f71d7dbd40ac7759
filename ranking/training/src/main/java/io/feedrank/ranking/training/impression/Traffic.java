package io.feedrank.ranking.training.impression;

import io.feedrank.feature.aggregate.DecayedSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a post is clicked, shown and read, at several half-lives; the network makes velocities
 * of them, which are differences of logarithms. The lift sets clicks against those that chance
 * would give: a showing among n posts is worth 1/n of a click.
 */
final class Traffic implements FeatureFamily {
    private static final List<String> NAMES = List.of("10m", "1h", "3h", "6h", "24h", "72h");
    private static final List<Duration> HALF_LIVES =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(3));
    private static final int COLUMNS_EACH = 4;

    // A post of which nothing is known is clicked as often as one among eleven.
    private static final double PRIOR_SHOWINGS = 10;
    private static final double PRIOR_CLICKS = 0.9;

    private final DecayedSums clicks = new DecayedSums(HALF_LIVES);
    private final DecayedSums showings = new DecayedSums(HALF_LIVES);
    private final DecayedSums chances = new DecayedSums(HALF_LIVES);
    private final DecayedSums reads = DecayedSums.of(Duration.ofDays(1), Duration.ofDays(3));

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (String name : NAMES) {
            columns.add(Column.post("clicks_" + name));
            columns.add(Column.post("showings_" + name));
            columns.add(Column.post("click_rate_" + name));
            columns.add(Column.post("click_lift_" + name));
        }
        columns.add(Column.post("reads_24h"));
        columns.add(Column.post("reads_72h"));
        return columns;
    }

    @Override
    public void fill(View view, Block out) {
        for (int row = 0; row < view.size(); row++) {
            int post = view.posts()[row];
            int column = 0;
            for (int i = 0; i < HALF_LIVES.size(); i++) {
                double clicked = clicks.get(post, i, view.second());
                double shown = showings.get(post, i, view.second());
                double expected = chances.get(post, i, view.second());
                out.setLog(row, column, clicked);
                out.setLog(row, column + 1, shown);
                out.setLogRatio(row, column + 2, clicked + PRIOR_CLICKS, shown + PRIOR_SHOWINGS);
                out.setLogRatio(row, column + 3, clicked + 1, expected + 1);
                column += COLUMNS_EACH;
            }
            out.setLog(row, column, reads.get(post, 0, view.second()));
            out.setLog(row, column + 1, reads.get(post, 1, view.second()));
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
