package io.feedrank.ranking.training.evaluation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found. Depends on the data, the seed and the options alone.
 *
 * @param impressions of the test that have an order to judge; all means are over them
 * @param auc of the full level, as are the next three
 * @param levels by {@link Level#id}
 * @param served what feeds are served by, on the same impressions: {@code full} and {@code
 *     fallback}; empty when it was not judged
 * @param baselines by name, likewise
 * @param gainOverLinear of the full level over the listwise linear model, by figure: low end, mean,
 *     high end
 * @param data what it was measured on
 * @param achievable compared with what the dataset's generator knows; null without it
 */
public record EvaluationResult(
        int impressions,
        double auc,
        double mrr,
        double ndcg5,
        double ndcg10,
        Map<String, Figures> levels,
        Map<String, Figures> served,
        Map<String, Figures> baselines,
        Map<String, double[]> gainOverLinear,
        Data data,
        @Nullable Achievable achievable) {
    /**
     * What it was measured on.
     *
     * @param learnedFrom impressions of the first training
     * @param withoutClick impressions of the test left out, as nothing was clicked
     * @param allClicked likewise, as all was clicked
     * @param reads of the histories, each once
     * @param readsLeftOut of them, as a click of the log tells of them
     * @param trainings how often models were trained
     * @param withoutGroups feature groups that the served ranker did without
     */
    public record Data(
            int learnedFrom,
            Instant testFrom,
            Instant testTo,
            int withoutClick,
            int allClicked,
            int reads,
            int readsLeftOut,
            int trainings,
            long seed,
            boolean frozen,
            Retrain retrain,
            boolean listInputs,
            Set<String> withoutGroups) {}

    /**
     * What rankers reach of what ranking by the true preferences does: as a share of its figures,
     * and as a share of what lies between those and a random order's, {@code (ranker - random) /
     * (truth - random)}; each by figure.
     *
     * @param truth figures of ranking by the true click probabilities
     * @param share of the full level
     * @param shareAboveRandom likewise
     * @param served the same of the ranker that feeds are served by; empty when it was not judged
     */
    public record Achievable(
            Figures truth,
            Map<String, Double> share,
            Map<String, Double> shareAboveRandom,
            Map<String, Map<String, Double>> served) {
        static Achievable of(
                Figures full, @Nullable Figures served, Figures random, Figures truth) {
            Map<String, Map<String, Double>> ofServed = new LinkedHashMap<>();
            if (served != null) {
                ofServed.put("share", share(served, 0, random, truth));
                ofServed.put("share_above_random", share(served, 1, random, truth));
            }
            return new Achievable(
                    truth, share(full, 0, random, truth), share(full, 1, random, truth), ofServed);
        }

        private static Map<String, Double> share(
                Figures of, int above, Figures random, Figures truth) {
            Map<String, Double> shares = new LinkedHashMap<>();
            for (Figure figure : Figure.values()) {
                double none = above * figure.in(random);
                shares.put(figure.id(), (figure.in(of) - none) / (figure.in(truth) - none));
            }
            return shares;
        }
    }

    /** Figures of everything on the board. */
    static EvaluationResult of(Scoreboard board, Data data) {
        Map<String, Figures> figures = board.figures();
        Map<String, Figures> levels = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            levels.put(level.id(), named(figures, level.id()));
        }
        Map<String, Figures> served = new LinkedHashMap<>();
        Figures servedFull = figures.get(Rankers.SERVED);
        if (servedFull != null) {
            served.put(Level.FULL.id(), servedFull);
            served.put(Level.FALLBACK.id(), named(figures, Rankers.SERVED_FALLBACK));
        }
        Map<String, Figures> baselines = new LinkedHashMap<>();
        Rankers.BASELINES.forEach(name -> baselines.put(name, named(figures, name)));
        Figures full = named(figures, Level.FULL.id());
        Figures truth = figures.get(Rankers.TRUTH);
        return new EvaluationResult(
                board.judged(),
                full.auc(),
                full.mrr(),
                full.ndcg5(),
                full.ndcg10(),
                levels,
                served,
                baselines,
                board.gain(Level.FULL.id(), Rankers.LINEAR),
                data,
                truth == null
                        ? null
                        : Achievable.of(full, servedFull, named(figures, Rankers.RANDOM), truth));
    }

    private static Figures named(Map<String, Figures> figures, String name) {
        Figures found = figures.get(name);
        if (found == null) {
            throw new IllegalStateException("no figures of " + name + " in " + figures.keySet());
        }
        return found;
    }
}
