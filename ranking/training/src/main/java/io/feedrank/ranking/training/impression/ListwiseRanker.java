package io.feedrank.ranking.training.impression;

import java.util.Random;

/** Trains a ranker: softmax cross-entropy over the posts of each impression. */
public final class ListwiseRanker {
    private static final int EPOCHS = 5;
    private static final double LEARNING_RATE = 0.02;

    private ListwiseRanker() {}

    /** The same examples and seed give the same model. */
    public static ListwiseModel train(ListwiseExamples examples, long seed) {
        int width = examples.width();
        double[] mean = new double[width];
        double[] inverseDeviation = new double[width];
        standardise(examples, mean, inverseDeviation);
        double[] weights = new double[width];
        double[] squares = new double[width];
        Random random = new Random(seed);
        for (int step = 0; step < EPOCHS * examples.size(); step++) {
            int impression = random.nextInt(examples.size());
            boolean[] clicked = examples.clicked(impression);
            float[] rows = examples.rows(impression);
            double[] gradient = gradient(rows, clicked, weights, mean, inverseDeviation);
            for (int i = 0; i < width; i++) {
                squares[i] += gradient[i] * gradient[i];
                weights[i] -= LEARNING_RATE * gradient[i] / Math.sqrt(squares[i] + 1e-9);
            }
        }
        return new Linear(weights, mean, inverseDeviation);
    }

    private static double[] gradient(
            float[] rows,
            boolean[] clicked,
            double[] weights,
            double[] mean,
            double[] inverseDeviation) {
        int width = weights.length;
        float[] scores = new Linear(weights, mean, inverseDeviation).score(rows);
        int clicks = 0;
        float highest = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < scores.length; row++) {
            clicks += clicked[row] ? 1 : 0;
            highest = Math.max(highest, scores[row]);
        }
        double[] gradient = new double[width];
        if (clicks == 0) {
            return gradient;
        }
        double total = 0;
        for (float score : scores) {
            total += StrictMath.exp(score - highest);
        }
        for (int row = 0; row < scores.length; row++) {
            double off =
                    StrictMath.exp(scores[row] - highest) / total
                            - (clicked[row] ? 1.0 / clicks : 0);
            for (int i = 0; i < width; i++) {
                gradient[i] += off * (rows[row * width + i] - mean[i]) * inverseDeviation[i];
            }
        }
        return gradient;
    }

    private static void standardise(
            ListwiseExamples examples, double[] mean, double[] inverseDeviation) {
        int width = mean.length;
        double[] squares = new double[width];
        long count = 0;
        for (int impression = 0; impression < examples.size(); impression++) {
            float[] rows = examples.rows(impression);
            for (int at = 0; at < rows.length; at++) {
                mean[at % width] += rows[at];
                squares[at % width] += (double) rows[at] * rows[at];
            }
            count += rows.length / width;
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= Math.max(1, count);
            double variance = squares[i] / Math.max(1, count) - mean[i] * mean[i];
            inverseDeviation[i] = variance < 1e-9 ? 0 : 1 / Math.sqrt(variance);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Linear(double[] weights, double[] mean, double[] inverseDeviation)
            implements ListwiseModel {
        @Override
        public float[] score(float[] rows) {
            int width = weights.length;
            float[] scores = new float[rows.length / width];
            for (int row = 0; row < scores.length; row++) {
                double score = 0;
                for (int i = 0; i < width; i++) {
                    score += weights[i] * (rows[row * width + i] - mean[i]) * inverseDeviation[i];
                }
                scores[row] = (float) score;
            }
            return scores;
        }

        @Override
        public void close() {}
    }
}
