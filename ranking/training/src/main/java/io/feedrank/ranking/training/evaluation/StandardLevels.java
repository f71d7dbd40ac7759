package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.impression.ListwiseExamples;
import io.feedrank.ranking.training.impression.ListwiseModel;
import io.feedrank.ranking.training.impression.ListwiseRanker;
import java.time.Instant;

/** Trains the standard ranker and its fallback. */
final class StandardLevels implements LevelTrainer {
    @Override
    public TrainedLevels train(ListwiseExamples examples, Instant until, long seed) {
        ListwiseModel model = ListwiseRanker.train(examples, seed);
        return new TrainedLevels() {
            @Override
            public float[] full(float[] rows) {
                return model.score(rows);
            }

            @Override
            public float[] fallback(float[] rows) {
                return model.score(rows);
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }
}
