package io.feedrank.ranking.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * Figures of several rankers on the same impressions. Impressions without a click, or with nothing
 * but clicks, have no order to judge: they are counted and left out.
 *
 * <p>Intervals are from a bootstrap that draws users with all their impressions (a cluster
 * bootstrap), since impressions of one user are alike.
 */
final class Scoreboard {
    private static final int DRAWS = 1_000;
    private static final double TAIL = 0.025;
    private static final int FIGURES = Figure.values().length;

    private final List<String> rankers;
    private final long seed;
    private final Map<String, double[]> sumsByUser = new LinkedHashMap<>();
    private int judged;
    private int withoutClick;
    private int allClicked;

    /**
     * @param seed of the draws
     */
    Scoreboard(List<String> rankers, long seed) {
        this.rankers = List.copyOf(rankers);
        this.seed = seed;
    }

    /**
     * Judges one impression.
     *
     * @param scores a ranking of its posts by each ranker
     */
    void add(LoggedImpression impression, Map<String, float[]> scores) {
        boolean[] clicked = impression.clicked();
        if (!impression.judged()) {
            int clicks = impression.logged().row().clicked().size();
            withoutClick += clicks == 0 ? 1 : 0;
            allClicked += clicks == 0 ? 0 : 1;
            return;
        }
        judged++;
        double[] sums =
                sumsByUser.computeIfAbsent(
                        impression.userId(), fresh -> new double[1 + rankers.size() * FIGURES]);
        sums[0]++;
        for (int ranker = 0; ranker < rankers.size(); ranker++) {
            float[] own = scores.get(rankers.get(ranker));
            if (own == null) {
                throw new IllegalStateException("no scores of " + rankers.get(ranker));
            }
            for (Figure figure : Figure.values()) {
                sums[at(ranker, figure)] += figure.of(own, clicked);
            }
        }
    }

    int judged() {
        return judged;
    }

    int withoutClick() {
        return withoutClick;
    }

    int allClicked() {
        return allClicked;
    }

    /** Figures of every ranker, with intervals. */
    Map<String, Figures> figures() {
        double[][] drawn = draw();
        double[] means = means(sumsByUser.values());
        Map<String, Figures> byRanker = new LinkedHashMap<>();
        for (int ranker = 0; ranker < rankers.size(); ranker++) {
            Map<String, double[]> intervals = new LinkedHashMap<>();
            for (Figure figure : Figure.values()) {
                int column = at(ranker, figure);
                intervals.put(
                        figure.id(),
                        interval(Arrays.stream(drawn).mapToDouble(row -> row[column])));
            }
            byRanker.put(
                    rankers.get(ranker),
                    new Figures(
                            means[at(ranker, Figure.AUC)],
                            means[at(ranker, Figure.MRR)],
                            means[at(ranker, Figure.NDCG5)],
                            means[at(ranker, Figure.NDCG10)],
                            intervals));
        }
        return byRanker;
    }

    /** By how much one ranker is above another: low end, mean, high end, by figure. */
    Map<String, double[]> gain(String ranker, String over) {
        double[][] drawn = draw();
        double[] means = means(sumsByUser.values());
        Map<String, double[]> gains = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            int one = at(rankers.indexOf(ranker), figure);
            int other = at(rankers.indexOf(over), figure);
            double[] ends =
                    interval(Arrays.stream(drawn).mapToDouble(row -> row[one] - row[other]));
            gains.put(figure.id(), new double[] {ends[0], means[one] - means[other], ends[1]});
        }
        return gains;
    }

    // The same users are drawn each time, for all rankers.
    private double[][] draw() {
        List<double[]> users = new ArrayList<>(sumsByUser.values());
        Random random = new Random(seed);
        double[][] drawn = new double[DRAWS][];
        for (int i = 0; i < DRAWS; i++) {
            List<double[]> sample = new ArrayList<>(users.size());
            for (int user = 0; user < users.size(); user++) {
                sample.add(users.get(random.nextInt(users.size())));
            }
            drawn[i] = means(sample);
        }
        return drawn;
    }

    private double[] means(Iterable<double[]> users) {
        double[] means = new double[1 + rankers.size() * FIGURES];
        for (double[] sums : users) {
            for (int i = 0; i < sums.length; i++) {
                means[i] += sums[i];
            }
        }
        for (int i = 1; i < means.length; i++) {
            means[i] /= means[0];
        }
        return means;
    }

    private static double[] interval(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int low = (int) (TAIL * (sorted.length - 1));
        return new double[] {sorted[low], sorted[sorted.length - 1 - low]};
    }

    private static int at(int ranker, Figure figure) {
        return 1 + ranker * FIGURES + figure.ordinal();
    }
}
