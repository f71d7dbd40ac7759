package io.feedrank.ranking.training.impression;

import io.feedrank.feature.aggregate.ChoiceStrengths;
import io.feedrank.feature.aggregate.DecayedPairSums;
import io.feedrank.feature.aggregate.DecayedSums;
import java.time.Duration;
import java.util.List;

/**
 * How a post fared against the posts it was shown beside: strengths of Plackett and Luce learned
 * online, wins and losses against any post and against exactly those in view, and how far its last
 * showings went beyond chance. An impression counts here once its clicks are known.
 */
final class Contests implements FeatureFamily {
    private static final Duration MEMORY = Duration.ofDays(1);

    // Weight of the newest showing in a moving average: of about 5 and 20 showings.
    private static final double[] WEIGHTS = {0.2, 0.05};

    private final ChoiceStrengths quick = new ChoiceStrengths(0.5, Duration.ofHours(12));
    private final ChoiceStrengths slow = new ChoiceStrengths(0.15, Duration.ofDays(4));
    private final DecayedPairSums wins = new DecayedPairSums(MEMORY);
    private final DecayedSums won = DecayedSums.of(Duration.ofHours(3), MEMORY);
    private final DecayedSums lost = DecayedSums.of(Duration.ofHours(3), MEMORY);
    private final PerKey<double[]> averages = new PerKey<>(() -> new double[WEIGHTS.length]);

    @Override
    public List<Column> columns() {
        return List.of(
                Column.post("strength_quick"),
                Column.post("strength_slow"),
                Column.post("wins_3h"),
                Column.post("win_ratio_3h"),
                Column.post("win_ratio_24h"),
                Column.post("beyond_chance_5"),
                Column.post("beyond_chance_20"),
                Column.postInList("head_to_head"),
                Column.postInList("head_to_head_sum"));
    }

    @Override
    public void fill(View view, Block out) {
        long now = view.second();
        for (int row = 0; row < view.size(); row++) {
            int post = view.posts()[row];
            double won3h = won.get(post, 0, now);
            double won24h = won.get(post, 1, now);
            double[] average = averages.get(post);
            out.set(row, 0, quick.get(post, now));
            out.set(row, 1, slow.get(post, now));
            out.setLog(row, 2, won3h);
            out.setLogRatio(row, 3, won3h + 1, lost.get(post, 0, now) + 1);
            out.setLogRatio(row, 4, won24h + 1, lost.get(post, 1, now) + 1);
            out.set(row, 5, average[0]);
            out.set(row, 6, average[1]);
            headToHead(view, row, out);
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        quick.learn(view.posts(), clicked, second);
        slow.learn(view.posts(), clicked, second);
        int clicks = 0;
        for (boolean click : clicked) {
            clicks += click ? 1 : 0;
        }
        double chance = (double) clicks / view.size();
        for (int row = 0; row < clicked.length; row++) {
            int post = view.posts()[row];
            double[] average = averages.change(post);
            for (int i = 0; i < WEIGHTS.length; i++) {
                double beyond = (clicked[row] ? 1 : 0) - chance;
                average[i] += WEIGHTS[i] * (beyond - average[i]);
            }
            if (clicked[row]) {
                win(view, clicked, row, second);
                won.add(post, second, view.size() - clicks);
            } else {
                lost.add(post, second, clicks);
            }
        }
    }

    private void win(View view, boolean[] clicked, int winner, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (!clicked[row]) {
                wins.add(view.posts()[winner], view.posts()[row], second, 1);
            }
        }
    }

    private void headToHead(View view, int row, Block out) {
        int post = view.posts()[row];
        double shares = 0;
        double sum = 0;
        for (int other : view.posts()) {
            if (other != post) {
                double mine = wins.get(post, other, view.second());
                double theirs = wins.get(other, post, view.second());
                shares += (mine - theirs) / (mine + theirs + 1);
                sum += mine - theirs;
            }
        }
        out.set(row, 7, shares / Math.max(1, view.size() - 1));
        out.set(row, 8, Math.signum(sum) * StrictMath.log1p(Math.abs(sum)));
    }
}
