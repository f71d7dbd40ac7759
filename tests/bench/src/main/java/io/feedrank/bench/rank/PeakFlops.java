package io.feedrank.bench.rank;

import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The machine's peak: floating-point operations in a second of one core, in the best of several
 * sizes of one large matrix product by the same library that serves.
 */
final class PeakFlops {
    private static final int[] SIZES = {512, 768, 1024};

    private PeakFlops() {}

    static double measure(int runs) {
        double best = 0;
        for (int size : SIZES) {
            best = Math.max(best, measure(size, runs));
        }
        return best;
    }

    private static double measure(int size, int runs) {
        TensorFlowRuntime.prepare();
        float[] values = new float[size * size];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        Shape square = Shape.of(size, size);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> left = tf.placeholder(TFloat32.class, Placeholder.shape(square));
            Placeholder<TFloat32> right = tf.placeholder(TFloat32.class, Placeholder.shape(square));
            // The corner of the product depends on all of it having been computed.
            Operand<TFloat32> corner =
                    tf.slice(
                            tf.linalg.matMul(left, right),
                            tf.constant(new int[] {0, 0}),
                            tf.constant(new int[] {1, 1}));
            try (Session session =
                            new Session(graph, TensorFlowRuntime.sessionConfig(ComputeDevice.CPU));
                    TFloat32 a = TFloat32.tensorOf(square, DataBuffers.of(values));
                    TFloat32 b = TFloat32.tensorOf(square, DataBuffers.of(values))) {
                double millis =
                        CpuTime.medianMillis(
                                runs,
                                () ->
                                        session.runner()
                                                .feed(left, a)
                                                .feed(right, b)
                                                .fetch(corner)
                                                .run()
                                                .close())[0];
                return 2.0 * size * size * size / (millis / 1_000);
            }
        }
    }
}
