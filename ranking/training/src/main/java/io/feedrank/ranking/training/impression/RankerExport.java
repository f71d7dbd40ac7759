package io.feedrank.ranking.training.impression;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Writes a ranker as a frozen SavedModel: its signature {@code serving_default} takes {@code
 * features}, {@code float[count][width]}, and gives {@code click}, {@code float[count]}: the
 * probability of a click, from the mean of the members' logits.
 */
final class RankerExport {
    /** Name of the one output. */
    static final String CLICK = "click";

    private RankerExport() {}

    /** Writes {@code saved_model/} under {@code bundle}. */
    static void write(RankerNetwork network, Path bundle) {
        TensorFlowRuntime.prepare();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> rows =
                    tf.withName(ModelBundle.INPUT)
                            .placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(
                                            Shape.of(
                                                    Shape.UNKNOWN_SIZE,
                                                    network.scaling().width())));
            Operand<TFloat32> standardised = RankerOps.standardised(tf, rows, network.scaling());
            List<Operand<TFloat32>> logits = new ArrayList<>();
            for (List<RankerNetwork.Layer> member : network.members()) {
                List<RankerOps.Parameters> layers =
                        member.stream().map(layer -> RankerOps.constants(tf, layer)).toList();
                logits.add(RankerOps.logits(tf, standardised, layers, List.of()));
            }
            Operand<TFloat32> mean =
                    tf.math.mul(tf.math.addN(logits), tf.constant(1f / logits.size()));
            Operand<TFloat32> click = tf.withName(CLICK).math.sigmoid(mean);
            Signature signature =
                    Signature.builder()
                            .key("serving_default")
                            .input(ModelBundle.INPUT, rows)
                            .output(CLICK, click)
                            .build();
            try (Session session =
                    new Session(graph, TensorFlowRuntime.sessionConfig(ComputeDevice.CPU))) {
                SavedModelBundle.exporter(bundle.resolve(ModelBundle.SAVED_MODEL).toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(signature)
                        .export();
            }
        } catch (IOException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot write the model to " + bundle, e);
        }
    }
}
