package io.feedrank.ranking.training;

import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.util.List;

/** Evaluates rankings on the impressions held out. */
final class Evaluation {
    private static final int BATCH_ROWS = 4096;

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
     */
    record OfModel(RankingMetrics metrics, double clickCalibration) {}

    /** Of a model as it is served. */
    OfModel of(Scorer scorer) {
        int[] source = source(scorer.columns());
        int width = examples.width();
        double[] sums = new double[2];
        RankingMetrics.Mean mean = new RankingMetrics.Mean();
        new ImpressionScores(examples, split.test(), split.end(), BATCH_ROWS)
                .forEach(
                        (rows, count) -> {
                            float[] input = new float[count * source.length];
                            for (int i = 0; i < input.length; i++) {
                                input[i] =
                                        rows[i / source.length * width + source[i % source.length]];
                            }
                            Scores scores = scorer.score(input, count);
                            float[] click =
                                    scores.heads().getOrDefault(Head.CLICK.id(), new float[0]);
                            for (float probability : click) {
                                sums[0] += probability;
                            }
                            return scores.score();
                        },
                        mean::add);
        for (int row = examples.start(split.test()); row < examples.start(split.end()); row++) {
            sums[1] += examples.label(row, Head.CLICK) ? 1 : 0;
        }
        return new OfModel(mean.metrics(), sums[0] / sums[1]);
    }

    /** Of one column alone, times {@code sign}. All zeros when the examples lack it. */
    RankingMetrics ofColumn(String name, int sign) {
        int column = examples.columns().indexOf(name);
        int width = examples.width();
        RankingMetrics.Mean mean = new RankingMetrics.Mean();
        new ImpressionScores(examples, split.test(), split.end(), BATCH_ROWS)
                .forEach(
                        (rows, count) -> {
                            float[] scores = new float[count];
                            for (int i = 0; i < count && column >= 0; i++) {
                                scores[i] = sign * rows[i * width + column];
                            }
                            return scores;
                        },
                        mean::add);
        return mean.metrics();
    }

    private int[] source(List<String> columns) {
        return columns.stream().mapToInt(examples.columns()::indexOf).toArray();
    }
}
