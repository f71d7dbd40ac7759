package io.feedrank.ranking.training;

import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Evaluates rankings on the impressions held out. */
final class Evaluation {
    private static final int IMPRESSIONS_A_CALL = 256;

    private final Examples examples;
    private final TimeSplit split;

    Evaluation(Examples examples, TimeSplit split) {
        this.examples = examples;
        this.split = split;
    }

    /**
     * What a model does.
     *
     * @param clickCalibration mean click probability over the share of rows clicked; 1 is honest
     * @param calibration the same in parts
     */
    record OfModel(RankingMetrics metrics, double clickCalibration, Calibration calibration) {}

    /** Of a model as it is served: among as many candidates as it learned among. */
    OfModel of(Scorer scorer) {
        return of(scorer, ServedRecipe.CANDIDATES);
    }

    /**
     * The same with other candidates.
     *
     * @param candidates as of {@link ExampleRows}; 0 for the list in view alone
     */
    OfModel of(Scorer scorer, int candidates) {
        ExampleRows rows = new ExampleRows(examples, scorer.columns(), candidates);
        RankingMetrics.Mean mean = new RankingMetrics.Mean();
        Calibration calibration = new Calibration();
        double predicted = 0;
        double done = 0;
        for (int from = split.test(); from < split.end(); from += IMPRESSIONS_A_CALL) {
            int to = Math.min(split.end(), from + IMPRESSIONS_A_CALL);
            int first = examples.start(from);
            Scores scores = scorer.score(rows.of(from, to), examples.start(to) - first);
            float[] click = scores.heads().getOrDefault(Head.CLICK.id(), new float[0]);
            for (int impression = from; impression < to; impression++) {
                boolean[] clicked = clicked(impression);
                int at = examples.start(impression) - first;
                int end = at + clicked.length;
                mean.add(Arrays.copyOfRange(scores.score(), at, end), clicked);
                calibration.add(Arrays.copyOfRange(click, at, end), clicked);
                for (int row = 0; row < clicked.length; row++) {
                    predicted += click[at + row];
                    done += clicked[row] ? 1 : 0;
                }
            }
        }
        return new OfModel(mean.metrics(), predicted / done, calibration);
    }

    /**
     * What is lost of nDCG@10 when a feature comes from another row, by feature; on the last
     * impressions, so many at most.
     */
    Map<String, Double> importance(Scorer scorer, int impressions, long seed) {
        int from = Math.max(split.test(), split.end() - impressions);
        Evaluation last =
                new Evaluation(examples, new TimeSplit(split.validation(), from, split.end()));
        double whole = last.of(scorer).metrics().ndcg10();
        Map<String, Double> lost = new HashMap<>();
        for (String feature : examples.columns()) {
            int column = examples.columns().indexOf(feature);
            float[] before = examples.shuffle(column, examples.start(from), new Random(seed));
            lost.put(feature, whole - last.of(scorer).metrics().ndcg10());
            examples.restore(column, examples.start(from), before);
        }
        return lost;
    }

    /** Of one column alone, times {@code sign}. All zeros when the examples lack it. */
    RankingMetrics ofColumn(String name, int sign) {
        int column = examples.columns().indexOf(name);
        RankingMetrics.Mean mean = new RankingMetrics.Mean();
        for (int impression = split.test(); impression < split.end(); impression++) {
            boolean[] clicked = clicked(impression);
            float[] scores = new float[clicked.length];
            for (int row = 0; row < scores.length && column >= 0; row++) {
                scores[row] = sign * examples.feature(examples.start(impression) + row, column);
            }
            mean.add(scores, clicked);
        }
        return mean.metrics();
    }

    private boolean[] clicked(int impression) {
        int start = examples.start(impression);
        boolean[] clicked = new boolean[examples.start(impression + 1) - start];
        for (int row = 0; row < clicked.length; row++) {
            clicked[row] = examples.label(start + row, Head.CLICK);
        }
        return clicked;
    }
}
