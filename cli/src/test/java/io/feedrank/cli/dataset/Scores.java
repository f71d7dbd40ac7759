package io.feedrank.cli.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Area under the ROC curve over scored outcomes, by its definition: ties count half. */
final class Scores {
    private record Scored(double score, boolean positive) {}

    private final List<Scored> all = new ArrayList<>();

    void add(double score, boolean positive) {
        all.add(new Scored(score, positive));
    }

    double auc() {
        all.sort(Comparator.comparingDouble(Scored::score));
        double ranks = 0;
        long positives = 0;
        for (int i = 0; i < all.size(); ) {
            int end = i;
            long inTie = 0;
            while (end < all.size() && all.get(end).score() == all.get(i).score()) {
                inTie += all.get(end).positive() ? 1 : 0;
                end++;
            }
            ranks += inTie * ((i + 1 + end) / 2.0);
            positives += inTie;
            i = end;
        }
        return (ranks - positives * (positives + 1) / 2.0)
                / (positives * (double) (all.size() - positives));
    }
}
