package io.feedrank.bench.rank;

import io.feedrank.feature.catalog.Counting;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.Scale;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Signal;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A bare multi-layer perceptron with one output, as a bundle: the shape that is published. */
final class PlainNetwork {
    static final int WIDTH = 160;
    static final List<Integer> HIDDEN = List.of(512, 256, 128);

    private PlainNetwork() {}

    /** Columns that no event feeds. */
    static FeatureCatalog catalog() {
        List<Feature> columns = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            columns.add(
                    Feature.of(
                            "x" + i,
                            Entity.POST,
                            FeatureGroup.POST_STATS,
                            new Counting.Count(Signal.DWELL, Duration.ofHours(1)),
                            "Input " + i + "."));
        }
        return new FeatureCatalog(columns);
    }

    /** Floating-point operations of the matrix products for {@code rows}. */
    static double flops(int rows, int width, List<Integer> hidden, int outputs) {
        double weights = 0;
        int inputs = width;
        for (int units : hidden) {
            weights += (double) inputs * units;
            inputs = units;
        }
        return 2.0 * rows * (weights + (double) inputs * outputs);
    }

    /** Exports and registers one of random weights. */
    static void register(ModelRegistry registry, ModelRef model, long seed) throws IOException {
        TensorFlowRuntime.prepare();
        Path bundle = registry.stage();
        Random random = new Random(seed);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> rows =
                    tf.withName(ModelBundle.INPUT)
                            .placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, WIDTH)));
            Operand<TFloat32> values = rows;
            int inputs = WIDTH;
            for (int units : HIDDEN) {
                values = tf.nn.relu(layer(tf, values, inputs, units, random));
                inputs = units;
            }
            Operand<TFloat32> logit = layer(tf, values, inputs, 1, random);
            Operand<TFloat32> click =
                    tf.withName("click")
                            .reshape(tf.math.sigmoid(logit), tf.constant(new int[] {-1}));
            Signature signature =
                    Signature.builder()
                            .key("serving_default")
                            .input(ModelBundle.INPUT, rows)
                            .output("click", click)
                            .build();
            try (Session session = new Session(graph, TensorFlowRuntime.sessionConfig())) {
                SavedModelBundle.exporter(bundle.resolve(ModelBundle.SAVED_MODEL).toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(signature)
                        .export();
            }
        }
        registry.register(bundle, manifest(model));
    }

    private static Operand<TFloat32> layer(
            Ops tf, Operand<TFloat32> values, int inputs, int outputs, Random random) {
        float[] weights = new float[inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputs));
        }
        return tf.math.add(
                tf.linalg.matMul(
                        values, tf.constant(Shape.of(inputs, outputs), DataBuffers.of(weights))),
                tf.constant(new float[outputs]));
    }

    private static Manifest manifest(ModelRef model) {
        return new Manifest(
                model,
                new Manifest.Inputs(
                        List.of(FeatureGroup.POST_STATS.qualifiedName()),
                        catalog().columns().stream()
                                .map(name -> new Manifest.Column(name, Scale.LINEAR))
                                .toList()),
                List.of(new Manifest.Head("click", 1)),
                new Manifest.Training(Instant.EPOCH, Instant.EPOCH, 0, Instant.EPOCH, Map.of()),
                Map.of());
    }
}
