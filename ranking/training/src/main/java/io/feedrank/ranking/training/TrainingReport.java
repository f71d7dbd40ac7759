package io.feedrank.ranking.training;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What came of a training.
 *
 * @param data what it was trained on and tested on
 * @param production the full model
 * @param fallback the small one
 * @param baselines by name, on the same impressions: {@code decayed_popularity} ranks by clicks
 *     with a half-life of six hours, {@code newest} by age
 * @param durations by phase: {@code read}, {@code train}, {@code evaluate}
 */
public record TrainingReport(
        Data data,
        Trained production,
        Trained fallback,
        Map<String, RankingMetrics> baselines,
        Map<String, Duration> durations) {

    /**
     * The examples.
     *
     * @param rows all of them
     * @param impressions all of them
     * @param trainedRows of them, those trained on
     * @param testFrom event time of the first impression held out
     * @param testTo event time of the last one
     */
    public record Data(
            int rows, int impressions, int trainedRows, Instant testFrom, Instant testTo) {}

    /**
     * One model.
     *
     * @param model its name and version
     * @param metrics on the impressions held out, as it is served
     * @param clickCalibration mean click probability over the share of rows clicked
     * @param headWeights weight of each head in the score; 0 where too few examples had it
     */
    public record Trained(
            String model,
            RankingMetrics metrics,
            double clickCalibration,
            Map<String, Double> headWeights) {}
}
