package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.listwise.ListwiseModel;
import java.util.List;
import java.util.Map;

/** A model and the one to fall back to, both exported and loaded as they are served. */
record ModelPair(ListwiseModel model, ListwiseModel other, Map<String, List<double[]>> losses)
        implements TrainedLevels {
    @Override
    public float[] full(float[] rows) {
        return model.score(rows);
    }

    @Override
    public float[] fallback(float[] rows) {
        return other.score(rows);
    }

    @Override
    public void close() {
        model.close();
        other.close();
    }
}
