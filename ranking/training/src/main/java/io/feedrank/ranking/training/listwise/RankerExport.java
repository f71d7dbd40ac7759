package io.feedrank.ranking.training.listwise;

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
 * features}, {@code float[count][width]}, and gives each head's probabilities, {@code
 * float[count]}, under its name, from the mean of the members' logits.
 */
public final class RankerExport {
    private RankerExport() {}

    /** Writes {@code saved_model/} under {@code bundle}. */
    public static void write(RankerNetwork network, Path bundle) {
        TensorFlowRuntime.prepare();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> rows =
                    tf.withName(ModelBundle.INPUT)
                            .placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(
                                            Shape.of(Shape.UNKNOWN_SIZE, network.width())));
            Operand<TFloat32> probabilities = tf.math.sigmoid(logits(tf, rows, network));
            Signature.Builder signature =
                    Signature.builder().key("serving_default").input(ModelBundle.INPUT, rows);
            for (int head = 0; head < network.heads().size(); head++) {
                String name = network.heads().get(head).id();
                signature.output(
                        name,
                        tf.withName(name).gather(probabilities, tf.constant(head), tf.constant(1)));
            }
            try (Session session =
                    new Session(graph, TensorFlowRuntime.sessionConfig(ComputeDevice.CPU))) {
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

    private static Operand<TFloat32> logits(Ops tf, Operand<TFloat32> rows, RankerNetwork network) {
        Operand<TFloat32> standardised =
                RankerOps.standardised(tf, rows, network.inputs(), network.scaling());
        List<Operand<TFloat32>> logits = new ArrayList<>();
        for (NetworkMember member : network.members()) {
            List<Operand<TFloat32>> weights =
                    member.weights().stream()
                            .<Operand<TFloat32>>map(each -> RankerOps.constant(tf, each))
                            .toList();
            logits.add(
                    RankerOps.logits(tf, rows, standardised, member.shape(), weights, List.of()));
        }
        return tf.math.mul(tf.math.addN(logits), tf.constant(1f / logits.size()));
    }
}
