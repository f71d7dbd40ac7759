package io.feedrank.ranking.training;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
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
 * Writes a network as a frozen SavedModel: weights are constants, so that it loads without
 * variables and can't be trained on. Its signature {@code serving_default} takes {@code features},
 * {@code float[count][columns]}, and gives each head's probabilities, {@code float[count]}, under
 * its name.
 */
final class SavedModelExporter {
    private SavedModelExporter() {}

    /** Writes {@code saved_model/} under {@code bundle}. */
    static void export(Network network, Path bundle) {
        TensorFlowRuntime.prepare();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            int width = network.scaling().mean().length;
            Placeholder<TFloat32> rows =
                    tf.withName(ModelBundle.INPUT)
                            .placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, width)));
            List<NetworkGraph.Parameters> layers = new ArrayList<>();
            for (Network.Layer layer : network.layers()) {
                layers.add(NetworkGraph.constants(tf, layer));
            }
            Operand<TFloat32> probabilities =
                    tf.math.sigmoid(NetworkGraph.logits(tf, rows, network.scaling(), layers));
            Signature.Builder signature =
                    Signature.builder().key("serving_default").input(ModelBundle.INPUT, rows);
            for (Head head : Head.values()) {
                signature.output(
                        head.id(), column(tf.withName(head.id()), tf, probabilities, head));
            }
            try (Session session = new Session(graph, TensorFlowRuntime.sessionConfig())) {
                SavedModelBundle.exporter(bundle.resolve(ModelBundle.SAVED_MODEL).toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(signature.build())
                        .export();
            }
        } catch (IOException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot write the model to " + bundle, e);
        }
    }

    private static Operand<TFloat32> column(
            Ops named, Ops tf, Operand<TFloat32> matrix, Head head) {
        return named.gather(matrix, tf.constant(head.ordinal()), tf.constant(1));
    }
}
