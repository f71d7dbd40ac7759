package io.feedrank.ranking.training.evaluation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found. Depends on the data, the seed and the options alone.
 *
 * @param impressions of the test that have an order to judge; all means are over them
 * @param auc of the full level, as are the next three
 * @param levels by {@link Level#id}
 * @param baselines by name, on the same impressions
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
            boolean listInputs) {}

    /**
     * The full level beside the true preferences.
     *
     * @param truth figures of ranking by the true click probabilities
     * @param share of the truth's figures that the full level gets, by figure
     * @param shareAboveRandom the same of what lies above a random order
     */
    public record Achievable(
            Figures truth, Map<String, Double> share, Map<String, Double> shareAboveRandom) {
        static Achievable of(Figures full, Figures random, Figures truth) {
            Map<String, Double> share = new LinkedHashMap<>();
            Map<String, Double> above = new LinkedHashMap<>();
            for (Figure figure : Figure.values()) {
                double best = figure.in(truth);
                double none = figure.in(random);
                share.put(figure.id(), figure.in(full) / best);
                above.put(figure.id(), (figure.in(full) - none) / (best - none));
            }
            return new Achievable(truth, share, above);
        }
    }

    /** Figures of everything on the board. */
    static EvaluationResult of(Scoreboard board, Data data) {
        Map<String, Figures> figures = board.figures();
        Map<String, Figures> levels = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            levels.put(level.id(), named(figures, level.id()));
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
                baselines,
                board.gain(Level.FULL.id(), Rankers.LINEAR),
                data,
                truth == null ? null : Achievable.of(full, named(figures, Rankers.RANDOM), truth));
    }

    private static Figures named(Map<String, Figures> figures, String name) {
        Figures found = figures.get(name);
        if (found == null) {
            throw new IllegalStateException("no figures of " + name + " in " + figures.keySet());
        }
        return found;
    }
}
