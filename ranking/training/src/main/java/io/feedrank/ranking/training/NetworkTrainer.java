package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.Scale;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one network: shuffled batches of whole impressions, until the validation slice says that
 * it is enough.
 */
final class NetworkTrainer {
    private static final Logger log = LoggerFactory.getLogger(NetworkTrainer.class);
    private static final int PATIENCE = 3;
    private static final int PREDICT_ROWS = 8192;
    private static final int STEPS_A_REPORT = 50;

    private final Examples examples;
    private final TimeSplit split;
    private final List<Scale> scales;
    private final float[] headWeights;

    /** Where one training is; see {@link TrainingProgress.Step}. */
    record Progress(double fraction, double loss, double validationAuc) {}

    NetworkTrainer(Examples examples, TimeSplit split, List<Scale> scales, float[] headWeights) {
        this.examples = examples;
        this.split = split;
        this.scales = scales;
        this.headWeights = headWeights;
    }

    /** The network of the epoch with the best validation AUC. */
    Network train(Recipe recipe, long seed, Consumer<Progress> listener) {
        Random random = new Random(seed);
        int rows = examples.start(split.validation());
        int epochs = recipe.epochs(rows);
        int batchRows = recipe.batchRows(rows);
        Network best =
                Network.initial(examples, split.validation(), scales, recipe.hidden(), random);
        double bestAuc = Double.NEGATIVE_INFINITY;
        double auc = Double.NaN;
        int worse = 0;
        int[] order = new int[split.validation()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        try (TrainingGraph graph = new TrainingGraph(best, headWeights)) {
            Batch batch = new Batch(examples);
            for (int epoch = 0; epoch < epochs && worse < PATIENCE; epoch++) {
                shuffle(order, random);
                double loss = 0;
                int steps = 0;
                for (int at = 0; at < order.length; ) {
                    at = batch.fill(order, at, batchRows);
                    double done = (epoch + (double) at / order.length) / epochs;
                    loss += graph.step(batch, (float) rate(recipe, done));
                    steps++;
                    if (steps % STEPS_A_REPORT == 0) {
                        listener.accept(new Progress(done, loss / steps, auc));
                    }
                }
                auc = validationAuc(graph);
                log.info(
                        "{}: epoch {} of {}, loss {}, validation AUC {}",
                        recipe.model(),
                        epoch + 1,
                        epochs,
                        loss / steps,
                        auc);
                listener.accept(new Progress((epoch + 1.0) / epochs, loss / steps, auc));
                if (auc > bestAuc) {
                    best = graph.network();
                    bestAuc = auc;
                    worse = 0;
                } else {
                    worse++;
                }
            }
            return bestAuc == Double.NEGATIVE_INFINITY ? graph.network() : best;
        }
    }

    private double validationAuc(TrainingGraph graph) {
        RankingMetrics.Mean mean = new RankingMetrics.Mean();
        new ImpressionScores(examples, split.validation(), split.test(), PREDICT_ROWS)
                .forEach(graph::clickLogits, mean::add);
        return mean.metrics().auc();
    }

    private static double rate(Recipe recipe, double done) {
        return recipe.learningRate() * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * done)));
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
