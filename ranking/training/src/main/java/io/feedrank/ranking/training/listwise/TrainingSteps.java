package io.feedrank.ranking.training.listwise;

import java.util.List;
import java.util.SplittableRandom;

/** Steps of a training, one by one over the same examples; to measure what one costs. */
public final class TrainingSteps implements AutoCloseable {
    private final RankerSession session;
    private final ListwiseBatch batch;
    private final List<float[]> masks;

    private TrainingSteps(RankerSession session, ListwiseBatch batch, List<float[]> masks) {
        this.session = session;
        this.batch = batch;
        this.masks = masks;
    }

    /** Steps of all {@code examples} at once. */
    public static TrainingSteps of(
            ListwiseExamples examples, ListwiseTask task, ListwiseRecipe.Architecture layers) {
        RankerNetwork network = RankerNetwork.random(examples, task, layers, 3);
        ListwiseBatch batch = new ListwiseBatch(examples, task.heads());
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        batch.fill(order, 0, order.length);
        return new TrainingSteps(
                new RankerSession(
                        network.inputs(),
                        network.scaling(),
                        network.members().get(0),
                        task.weights()),
                batch,
                batch.masks(layers.hidden(), 0, new SplittableRandom(3)));
    }

    /** Takes one. */
    public void step() {
        session.step(batch, masks, 1e-3);
    }

    @Override
    public void close() {
        session.close();
    }
}
