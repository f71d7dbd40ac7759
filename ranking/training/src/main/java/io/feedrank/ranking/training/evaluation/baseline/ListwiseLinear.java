package io.feedrank.ranking.training.evaluation.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear model of the choice among the posts of one impression: the probability of a click is the
 * softmax of the scores (McFadden's conditional logit). Fitted by Newton's method, which takes a
 * handful of steps and no random choice.
 */
public final class ListwiseLinear {
    private static final int STEPS = 12;
    private static final double RIDGE = 1.0;

    private final int width;
    private final double[] mean;
    private final double[] deviation;
    private final double[] weights;

    /** An impression: row-major {@code float[posts][width]} and which posts were clicked. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Choice(float[] rows, boolean[] clicked) {}

    private ListwiseLinear(int width, List<Choice> choices) {
        this.width = width;
        this.mean = new double[width];
        this.deviation = new double[width];
        this.weights = new double[width];
        standardise(choices);
    }

    /** Fits one to impressions that each have a click and a post without. */
    public static ListwiseLinear fit(int width, List<Choice> choices) {
        ListwiseLinear model = new ListwiseLinear(width, choices);
        List<double[]> inputs = new ArrayList<>();
        choices.forEach(choice -> inputs.add(model.standardised(choice.rows())));
        for (int step = 0; step < STEPS; step++) {
            model.improve(inputs, choices);
        }
        return model;
    }

    /** Scores of the posts of an impression. */
    public float[] score(float[] rows) {
        double[] scores = scores(standardised(rows));
        float[] result = new float[scores.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) scores[i];
        }
        return result;
    }

    private void standardise(List<Choice> choices) {
        double[] squares = new double[width];
        long rows = 0;
        for (Choice choice : choices) {
            for (int i = 0; i < choice.rows().length; i++) {
                mean[i % width] += choice.rows()[i];
                squares[i % width] += (double) choice.rows()[i] * choice.rows()[i];
            }
            rows += choice.clicked().length;
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= Math.max(1, rows);
            double variance = squares[i] / Math.max(1, rows) - mean[i] * mean[i];
            deviation[i] = variance < 1e-12 ? 1 : Math.sqrt(variance);
        }
    }

    private double[] standardised(float[] rows) {
        double[] inputs = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            inputs[i] = (rows[i] - mean[i % width]) / deviation[i % width];
        }
        return inputs;
    }

    private double[] scores(double[] inputs) {
        double[] scores = new double[inputs.length / width];
        for (int i = 0; i < inputs.length; i++) {
            scores[i / width] += weights[i % width] * inputs[i];
        }
        return scores;
    }

    // One Newton step on the log-likelihood less half the ridge times the squared weights. Each
    // impression weighs the same, however many clicks it has.
    private void improve(List<double[]> inputs, List<Choice> choices) {
        double[] gradient = new double[width];
        double[][] curvature = new double[width][width];
        for (int c = 0; c < inputs.size(); c++) {
            double[] rows = inputs.get(c);
            boolean[] clicked = choices.get(c).clicked();
            double[] probability = softmax(scores(rows));
            double share = 1.0 / count(clicked);
            double[] expected = new double[width];
            for (int row = 0; row < clicked.length; row++) {
                double surplus = (clicked[row] ? share : 0) - probability[row];
                for (int i = 0; i < width; i++) {
                    double value = rows[row * width + i];
                    gradient[i] += surplus * value;
                    expected[i] += probability[row] * value;
                }
            }
            for (int row = 0; row < clicked.length; row++) {
                for (int i = 0; i < width; i++) {
                    double one = probability[row] * (rows[row * width + i] - expected[i]);
                    for (int j = 0; j <= i; j++) {
                        curvature[i][j] += one * (rows[row * width + j] - expected[j]);
                    }
                }
            }
        }
        for (int i = 0; i < width; i++) {
            gradient[i] -= RIDGE * weights[i];
            curvature[i][i] += RIDGE;
        }
        double[] step = Cholesky.solve(curvature, gradient);
        for (int i = 0; i < width; i++) {
            weights[i] += step[i];
        }
    }

    private static double[] softmax(double[] scores) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        double[] probability = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probability[i] = Math.exp(scores[i] - highest);
            sum += probability[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probability[i] /= sum;
        }
        return probability;
    }

    private static int count(boolean[] values) {
        int count = 0;
        for (boolean value : values) {
            count += value ? 1 : 0;
        }
        return count;
    }
}
