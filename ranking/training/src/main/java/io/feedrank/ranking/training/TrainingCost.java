package io.feedrank.ranking.training;

import io.feedrank.ranking.training.listwise.ListwiseExamples;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import io.feedrank.ranking.training.listwise.NetworkInputs;
import io.feedrank.ranking.training.listwise.TrainingSteps;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * What a training step costs the processor.
 *
 * @param batchRows examples of a step
 * @param cpuSecondsPerStep median over the steps, of the calling thread: TensorFlow has to run on
 *     one thread for it to be all
 * @param flopsPerStep floating-point operations of the matrix products, forward and backward: 2 a
 *     weight and example forward, as many for the weights' gradients, and as many for the inputs'
 *     gradients but those of the first layer
 */
public record TrainingCost(int batchRows, double cpuSecondsPerStep, double flopsPerStep) {

    /** Examples learned from in a second of one core. */
    public double examplesPerCpuSecond() {
        return batchRows / cpuSecondsPerStep;
    }

    /** Trains a network of this width and shape on random examples for so many steps. */
    public static TrainingCost measure(int width, Architecture layers, int batchRows, int steps) {
        ListwiseExamples examples = RandomModel.examples(width, batchRows, 3);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] seconds = new double[steps];
        try (TrainingSteps training =
                TrainingSteps.of(examples, RandomModel.task(NetworkInputs.PLAIN), layers)) {
            for (int step = -steps / 4 - 1; step < steps; step++) {
                long start = threads.getCurrentThreadCpuTime();
                training.step();
                if (step >= 0) {
                    seconds[step] = (threads.getCurrentThreadCpuTime() - start) / 1e9;
                }
            }
        }
        Arrays.sort(seconds);
        return new TrainingCost(batchRows, seconds[steps / 2], flops(width, layers, batchRows));
    }

    private static double flops(int width, Architecture layers, int rows) {
        double flops = 0;
        boolean first = true;
        for (int rank : layers.crossRanks()) {
            flops += layer(rows, width, rank, first) + layer(rows, rank, width, false);
            first = false;
        }
        int inputs = width;
        for (int outputs : layers.hidden()) {
            flops += layer(rows, inputs, outputs, first);
            first = false;
            inputs = outputs;
        }
        return flops + layer(rows, inputs, Head.values().length, first);
    }

    private static double layer(int rows, int inputs, int outputs, boolean first) {
        return 2.0 * rows * inputs * outputs * (first ? 2 : 3);
    }
}
