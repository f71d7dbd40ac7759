package io.feedrank.ranking.training.impression;

import io.feedrank.feature.aggregate.DecayedPairSums;
import io.feedrank.feature.impression.Choice;
import io.feedrank.feature.impression.PostContests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link PostContests} of every post, and wins and losses against exactly the posts in view. An
 * impression counts here once its clicks are known.
 */
final class Contests implements FeatureFamily {
    private static final int OWN = PostContests.COLUMNS.size();

    private final PerKey<PostContests> posts = new PerKey<>(PostContests::new);
    private final DecayedPairSums wins = new DecayedPairSums(Duration.ofDays(1));

    @Override
    public List<Column> columns() {
        List<Column> columns =
                new ArrayList<>(PostContests.COLUMNS.stream().map(Column::post).toList());
        columns.add(Column.postInList("head_to_head"));
        columns.add(Column.postInList("head_to_head_sum"));
        return columns;
    }

    @Override
    public void fill(View view, Block out) {
        for (int row = 0; row < view.size(); row++) {
            posts.get(view.posts()[row]).fill(view.second(), out.row(row));
            headToHead(view, row, out);
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        double[] quick = new double[view.size()];
        double[] slow = new double[view.size()];
        int clicks = 0;
        for (int row = 0; row < clicked.length; row++) {
            PostContests post = posts.get(view.posts()[row]);
            quick[row] = post.quickStrength(second);
            slow[row] = post.slowStrength(second);
            clicks += clicked[row] ? 1 : 0;
        }
        quick = Choice.surprises(quick, clicked);
        slow = Choice.surprises(slow, clicked);
        for (int row = 0; row < clicked.length; row++) {
            posts.change(view.posts()[row])
                    .judged(
                            new PostContests.Outcome(
                                    second,
                                    view.size(),
                                    clicks,
                                    clicked[row],
                                    new PostContests.Surprise(quick[row], slow[row])));
            if (clicked[row]) {
                win(view, clicked, row, second);
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
        out.set(row, OWN, shares / Math.max(1, view.size() - 1));
        out.set(row, OWN + 1, Math.signum(sum) * StrictMath.log1p(Math.abs(sum)));
    }
}
