package io.feedrank.ranking.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether probabilities are what they say: posts in equal parts by predicted probability, each
 * part's mean beside the share of its posts that were clicked.
 */
public final class Calibration {
    private static final int PARTS = 15;

    private record Prediction(double probability, boolean clicked) {}

    private final List<Prediction> predictions = new ArrayList<>();

    /**
     * Adds the posts of an impression.
     *
     * @param probabilities of a click, each
     */
    public void add(float[] probabilities, boolean[] clicked) {
        for (int i = 0; i < clicked.length; i++) {
            predictions.add(new Prediction(probabilities[i], clicked[i]));
        }
    }

    /** Points of mean prediction and share clicked, ascending. */
    public List<double[]> points() {
        predictions.sort(Comparator.comparingDouble(Prediction::probability));
        List<double[]> points = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            int from = (int) ((long) predictions.size() * part / PARTS);
            int to = (int) ((long) predictions.size() * (part + 1) / PARTS);
            if (to > from) {
                double predicted = 0;
                double clicked = 0;
                for (Prediction one : predictions.subList(from, to)) {
                    predicted += one.probability();
                    clicked += one.clicked() ? 1 : 0;
                }
                points.add(new double[] {predicted / (to - from), clicked / (to - from)});
            }
        }
        return points;
    }
}
