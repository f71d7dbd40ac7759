package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.listwise.ListwiseExamples;
import java.time.Instant;
import java.util.Random;

/** Cheap stand-ins for trained models: every input has a say, weighed by chance from the seed. */
final class LinearLevels implements LevelTrainer {
    @Override
    public TrainedLevels train(ListwiseExamples examples, Instant until, long seed) {
        int width = examples.width();
        float[] weights = new float[width];
        Random random = new Random(seed + examples.size());
        for (int i = 0; i < width; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return new TrainedLevels() {
            @Override
            public float[] full(float[] rows) {
                float[] scores = new float[rows.length / width];
                for (int i = 0; i < rows.length; i++) {
                    scores[i / width] += weights[i % width] * rows[i];
                }
                return scores;
            }

            @Override
            public float[] fallback(float[] rows) {
                return full(rows);
            }

            @Override
            public void close() {}
        };
    }
}
