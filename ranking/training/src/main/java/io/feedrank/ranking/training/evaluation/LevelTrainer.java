package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.listwise.ListwiseExamples;
import java.time.Instant;

/** Trains the models that are judged. */
interface LevelTrainer {
    /** Whether impressions without a choice teach it something too: how likely a click is. */
    default boolean learnsFromAll() {
        return false;
    }

    /**
     * Trains on examples in time order; the same ones and the same seed give the same models.
     *
     * @param until end of what is learned from
     */
    TrainedLevels train(ListwiseExamples examples, Instant until, long seed);
}
