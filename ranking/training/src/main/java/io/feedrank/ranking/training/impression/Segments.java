package io.feedrank.ranking.training.impression;

import io.feedrank.feature.aggregate.DecayedPairSums;
import io.feedrank.feature.aggregate.DecayedSums;
import java.time.Duration;
import java.util.List;

/**
 * How a post fares with people and in places like these, against chance; where little is known, as
 * it does overall.
 */
final class Segments implements FeatureFamily {
    private static final Duration MEMORY = Duration.ofDays(1);
    private static final int KINDS = 4;
    private static final int PAGE_KIND = 1;
    private static final double PRIOR = 2;

    private final DecayedPairSums clicks = new DecayedPairSums(MEMORY);
    private final DecayedPairSums chances = new DecayedPairSums(MEMORY);
    private final DecayedSums allClicks = DecayedSums.of(MEMORY);
    private final DecayedSums allChances = DecayedSums.of(MEMORY);

    @Override
    public List<Column> columns() {
        return List.of(
                Column.post("lift_on_device"),
                Column.post("lift_on_page_kind"),
                Column.post("lift_in_account_kind"),
                Column.postInList("lift_in_size"),
                Column.post("share_on_page_kind"));
    }

    @Override
    public void fill(View view, Block out) {
        long now = view.second();
        for (int row = 0; row < view.size(); row++) {
            int post = view.posts()[row];
            double expected = allChances.get(post, 0, now);
            double overall = (allClicks.get(post, 0, now) + 1) / (expected + 1);
            for (int kind = 0; kind < KINDS; kind++) {
                int segment = segment(view, kind);
                out.setLogRatio(
                        row,
                        kind,
                        clicks.get(post, segment, now) + PRIOR * overall,
                        chances.get(post, segment, now) + PRIOR);
            }
            double here = chances.get(post, segment(view, PAGE_KIND), now);
            out.set(row, KINDS, (here + 0.1) / (expected + 0.2));
        }
    }

    @Override
    public void impressed(View view) {
        double chance = 1.0 / view.size();
        for (int post : view.posts()) {
            for (int kind = 0; kind < KINDS; kind++) {
                chances.add(post, segment(view, kind), view.second(), chance);
            }
            allChances.add(post, view.second(), chance);
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                for (int kind = 0; kind < KINDS; kind++) {
                    clicks.add(view.posts()[row], segment(view, kind), second, 1);
                }
                allClicks.add(view.posts()[row], second, 1);
            }
        }
    }

    // A number for each value of each kind.
    private static int segment(View view, int kind) {
        int value =
                switch (kind) {
                    case 0 -> view.device();
                    case PAGE_KIND -> view.frontPage() ? 1 : 0;
                    case 2 -> (view.subscriber() ? 1 : 0) + (view.signedIn() ? 2 : 0);
                    default -> sizeClass(view.size());
                };
        return value * KINDS + kind;
    }

    // A quarter of the impressions each, or so.
    private static int sizeClass(int size) {
        if (size < 7) {
            return 0;
        }
        if (size < 11) {
            return 1;
        }
        return size < 20 ? 2 : 3;
    }
}
