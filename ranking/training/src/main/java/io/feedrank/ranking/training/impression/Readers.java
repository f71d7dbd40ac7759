package io.feedrank.ranking.training.impression;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How far the readers of a post are the readers of what this user has taken lately: the cosine
 * between sets of readers, smoothed so that two readers in common of two are not a certainty.
 */
final class Readers implements FeatureFamily {
    private static final int RECENT = 30;
    private static final int NEWEST = 3;
    private static final double PRIOR_READERS = 5;

    private final PerKey<BitSet> readers = new PerKey<>(BitSet::new);
    private final PerKey<List<Integer>> recent = new PerKey<>(ArrayList::new);
    private final BitSet everyone = new BitSet();

    @Override
    public List<Column> columns() {
        return List.of(
                Column.post("readers"),
                Column.post("shared_readers_best"),
                Column.post("shared_readers_mean"),
                Column.post("shared_readers_newest"),
                Column.post("shared_readers_lift"),
                Column.post("shared_readers_page"));
    }

    @Override
    public void fill(View view, Block out) {
        List<Integer> taken = recent.get(view.user());
        double all = Math.max(1, everyone.cardinality());
        for (int row = 0; row < view.size(); row++) {
            int post = view.posts()[row];
            int count = readers.get(post).cardinality();
            double best = 0;
            double sum = 0;
            double newest = 0;
            double lift = 0;
            for (int i = 0; i < taken.size(); i++) {
                int other = taken.get(i);
                if (other == post) {
                    continue;
                }
                int otherCount = readers.get(other).cardinality();
                int shared = shared(post, other);
                double cosine = cosine(shared, count, otherCount);
                best = Math.max(best, cosine);
                sum += cosine;
                newest += i >= taken.size() - NEWEST ? cosine : 0;
                lift += StrictMath.log((shared + 1) / (count * otherCount / all + 1));
            }
            out.setLog(row, 0, count);
            out.set(row, 1, best);
            out.set(row, 2, sum / Math.max(1, taken.size()));
            out.set(row, 3, newest / NEWEST);
            out.set(row, 4, lift / Math.max(1, taken.size()));
            if (!view.frontPage()) {
                int ofPage = readers.get(view.page()).cardinality();
                out.set(row, 5, cosine(shared(post, view.page()), count, ofPage));
            }
        }
    }

    @Override
    public void impressed(View view) {
        if (!view.frontPage()) {
            take(view.user(), view.page());
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                take(view.user(), view.posts()[row]);
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        take(user, post);
    }

    private void take(int user, int post) {
        everyone.set(user);
        readers.change(post).set(user);
        List<Integer> taken = recent.change(user);
        taken.remove((Integer) post);
        taken.add(post);
        if (taken.size() > RECENT) {
            taken.remove(0);
        }
    }

    private int shared(int one, int other) {
        BitSet both = (BitSet) readers.get(one).clone();
        both.and(readers.get(other));
        return both.cardinality();
    }

    private static double cosine(int shared, int one, int other) {
        return shared == 0
                ? 0
                : shared / Math.sqrt((one + PRIOR_READERS) * (other + PRIOR_READERS));
    }
}
