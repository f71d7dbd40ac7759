package io.feedrank.ranking.training.canary;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Real SavedModels that score a row by its first column, well or badly. The first column is what
 * people like.
 */
enum PlantedModels {
    GOOD,
    INVERTED,
    /** Not a number for rows that people like. */
    NOT_A_NUMBER,
    /** Takes tens of milliseconds. */
    SLOW,
    /** Its graph takes three columns and its manifest names all. */
    WRONG_WIDTH,
    /** Wants more memory than there is when it is given many rows. */
    HUGE;

    static final FeatureCatalog CATALOG = FeatureCatalog.standard();

    ModelRef register(ModelRegistry registry) throws IOException {
        ModelRef model = new ModelRef("planted", name().toLowerCase(Locale.ROOT));
        Path bundle = registry.stage();
        TensorFlowRuntime.prepare();
        int width = this == WRONG_WIDTH ? 3 : CATALOG.width();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> rows =
                    tf.withName(ModelBundle.INPUT)
                            .placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, width)));
            Operand<TFloat32> first = tf.gather(rows, tf.constant(0), tf.constant(1));
            Operand<TFloat32> logit = tf.math.add(score(tf, first), noise(tf, first));
            Operand<TFloat32> click = tf.withName("click").math.sigmoid(logit);
            try (Session session = new Session(graph, TensorFlowRuntime.sessionConfig())) {
                SavedModelBundle.exporter(bundle.resolve(ModelBundle.SAVED_MODEL).toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(
                                Signature.builder()
                                        .key("serving_default")
                                        .input(ModelBundle.INPUT, rows)
                                        .output("click", click)
                                        .build())
                        .export();
            }
        }
        registry.register(bundle, manifest(model));
        return model;
    }

    private Operand<TFloat32> score(Ops tf, Operand<TFloat32> first) {
        return switch (this) {
            case GOOD, SLOW, WRONG_WIDTH, HUGE -> first;
            case INVERTED -> tf.math.neg(first);
            case NOT_A_NUMBER -> tf.math.log(tf.math.sub(tf.constant(1f), first));
        };
    }

    /** Adds nothing, dearly. */
    private Operand<TFloat32> noise(Ops tf, Operand<TFloat32> first) {
        return switch (this) {
            case GOOD, INVERTED, NOT_A_NUMBER, WRONG_WIDTH -> tf.zerosLike(first);
            case SLOW -> {
                Operand<TFloat32> square =
                        tf.math.mul(
                                tf.fill(tf.constant(new int[] {400, 400}), tf.constant(1e-3f)),
                                tf.math.mean(first, tf.constant(0)));
                for (int i = 0; i < 60; i++) {
                    square = tf.math.tanh(tf.linalg.matMul(square, square));
                }
                yield tf.math.mul(
                        tf.math.mul(first, tf.constant(1e-20f)),
                        tf.math.mean(square, tf.constant(new int[] {0, 1})));
            }
            case HUGE -> {
                // 16 TB for thirty rows that are liked; nothing for the zeros of a warm-up.
                Operand<TFloat32> liked = tf.math.minimum(tf.math.ceil(first), tf.constant(1f));
                Operand<TInt64> size =
                        tf.dtypes.cast(
                                tf.math.mul(
                                        tf.math.maximum(
                                                tf.reduceMax(liked, tf.constant(0)),
                                                tf.constant(0f)),
                                        tf.constant((float) (1L << 42))),
                                TInt64.class);
                Operand<TFloat32> filled =
                        tf.fill(tf.reshape(size, tf.constant(new int[] {1})), tf.constant(0f));
                yield tf.math.mul(first, tf.reduceSum(filled, tf.constant(0)));
            }
        };
    }

    private static Manifest manifest(ModelRef model) {
        return new Manifest(
                model,
                new Manifest.Inputs(
                        CATALOG.groups().stream().map(FeatureGroup::qualifiedName).toList(),
                        CATALOG.features().stream()
                                .map(each -> new Manifest.Column(each.name(), each.scale()))
                                .toList()),
                List.of(new Manifest.Head("click", 1)),
                new Manifest.Training(Instant.EPOCH, Instant.EPOCH, 0, Instant.EPOCH, Map.of()),
                Map.of());
    }
}
