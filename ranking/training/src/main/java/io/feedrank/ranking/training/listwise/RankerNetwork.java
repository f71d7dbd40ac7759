package io.feedrank.ranking.training.listwise;

import io.feedrank.ranking.index.dense.InputScaling;
import io.feedrank.ranking.training.Head;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Members that see the same standardised rows and whose logits are averaged, in plain arrays.
 *
 * @param inputs how columns are taken in
 * @param heads the outputs, in order; a click is the first
 */
public record RankerNetwork(
        NetworkInputs inputs, Scaling scaling, List<Head> heads, List<NetworkMember> members) {
    /** Standardisation of a row: {@code (x - mean) * inverseDeviation}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Scaling(float[] mean, float[] inverseDeviation) {
        int width() {
            return mean.length;
        }

        /** Of the first {@code impressions}; a column that never changes is left out. */
        static Scaling of(ListwiseExamples examples, int impressions, NetworkInputs inputs) {
            int width = examples.width();
            double[] sums = new double[width];
            double[] squares = new double[width];
            long count = 0;
            for (int impression = 0; impression < impressions; impression++) {
                float[] rows = examples.rows(impression);
                for (int at = 0; at < rows.length; ) {
                    for (int column = 0; column < width; column++, at++) {
                        double value = inputs.scaled(column, rows[at]);
                        sums[column] += value;
                        squares[column] += value * value;
                    }
                }
                count += rows.length / width;
            }
            Scaling scaling = new Scaling(new float[width], new float[width]);
            for (int column = 0; column < width; column++) {
                double mean = sums[column] / count;
                double variance = squares[column] / count - mean * mean;
                scaling.mean()[column] = (float) mean;
                scaling.inverseDeviation()[column] =
                        variance < 1e-9 || inputs.isCategory(column)
                                ? 0
                                : (float) (1 / Math.sqrt(variance));
            }
            return scaling;
        }
    }

    public RankerNetwork {
        heads = List.copyOf(heads);
        members = List.copyOf(members);
    }

    /**
     * One member, whatever the architecture says, that has learned nothing, scaled by {@code
     * examples}.
     */
    public static RankerNetwork random(
            ListwiseExamples examples, ListwiseTask task, Architecture architecture, long seed) {
        NetworkMember.Shape shape =
                new NetworkMember.Shape(
                        examples.width(),
                        task.inputs().categories(),
                        architecture.crossRanks(),
                        architecture.hidden(),
                        task.heads().size());
        float[] logOdds = new float[task.heads().size()];
        Arrays.fill(logOdds, -2);
        return new RankerNetwork(
                task.inputs(),
                Scaling.of(examples, examples.size(), task.inputs()),
                task.heads(),
                List.of(NetworkMember.random(shape, logOdds, new SplittableRandom(seed))));
    }

    /** Columns of a row. */
    public int width() {
        return scaling.width();
    }

    /** How a row is taken in, but for its categories. */
    InputScaling inputScaling() {
        float[] logarithmic = new float[width()];
        for (int i = 0; i < logarithmic.length; i++) {
            logarithmic[i] = inputs.logarithmic().get(i) ? 1 : 0;
        }
        return new InputScaling(
                logarithmic, scaling.mean(), scaling.inverseDeviation(), RankerOps.LIMIT);
    }

    /** Eight hex digits that depend on every parameter. */
    public String fingerprint() {
        int hash = inputs.hashCode();
        hash = 31 * hash + Arrays.hashCode(scaling.mean());
        hash = 31 * hash + Arrays.hashCode(scaling.inverseDeviation());
        for (NetworkMember member : members) {
            for (NetworkMember.Weights weights : member.weights()) {
                hash = 31 * hash + Arrays.hashCode(weights.values());
            }
        }
        return HexFormat.of().toHexDigits(hash);
    }
}
