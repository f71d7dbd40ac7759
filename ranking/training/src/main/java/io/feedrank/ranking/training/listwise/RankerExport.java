package io.feedrank.ranking.training.listwise;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.ScalingFile;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/**
 * Writes a ranker as a frozen SavedModel: its signature {@code serving_default} takes {@code
 * features}, {@code float[count][width]}, and gives each head's probabilities, {@code
 * float[count]}, under its name, from the mean of the members' logits. A ranker without categories
 * has a signature {@code scaled} as well, which begins after the scaling, and a {@link ScalingFile}
 * with that.
 */
public final class RankerExport {
    private RankerExport() {}

    /** Writes {@code saved_model/} under {@code bundle}. */
    public static void write(RankerNetwork network, Path bundle) {
        TensorFlowRuntime.prepare();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<List<Operand<TFloat32>>> weights = weights(tf, network);
            Placeholder<TFloat32> rows = rows(tf, ModelBundle.INPUT, network);
            Operand<TFloat32> standardised =
                    RankerOps.standardised(tf, rows, network.inputs(), network.scaling());
            List<Signature> signatures = new ArrayList<>();
            signatures.add(
                    signature(
                            ModelBundle.SIGNATURE,
                            ModelBundle.INPUT,
                            rows,
                            heads(tf, logits(tf, rows, standardised, network, weights), network)));
            if (network.inputs().categories().isEmpty()) {
                Ops own = tf.withSubScope(ModelBundle.SCALED_SIGNATURE);
                Placeholder<TFloat32> scaled = rows(own, ModelBundle.SCALED_INPUT, network);
                signatures.add(
                        signature(
                                ModelBundle.SCALED_SIGNATURE,
                                ModelBundle.SCALED_INPUT,
                                scaled,
                                heads(
                                        own,
                                        logits(own, scaled, scaled, network, weights),
                                        network)));
                ScalingFile.write(bundle, network.inputScaling());
            }
            export(graph, signatures, bundle);
        } catch (IOException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot write the model to " + bundle, e);
        }
    }

    private static void export(Graph graph, List<Signature> signatures, Path bundle)
            throws IOException {
        try (Session session =
                new Session(graph, TensorFlowRuntime.sessionConfig(ComputeDevice.CPU))) {
            SavedModelBundle.Exporter exporter =
                    SavedModelBundle.exporter(bundle.resolve(ModelBundle.SAVED_MODEL).toString())
                            .withTags("serve")
                            .withSession(session);
            signatures.forEach(exporter::withSignature);
            exporter.export();
        }
    }

    private static Placeholder<TFloat32> rows(Ops tf, String name, RankerNetwork network) {
        return tf.withName(name)
                .placeholder(
                        TFloat32.class,
                        Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, network.width())));
    }

    private static Signature signature(
            String key,
            String input,
            Operand<TFloat32> rows,
            Map<String, Operand<TFloat32>> heads) {
        Signature.Builder signature = Signature.builder().key(key).input(input, rows);
        heads.forEach(signature::output);
        return signature.build();
    }

    private static Map<String, Operand<TFloat32>> heads(
            Ops tf, Operand<TFloat32> logits, RankerNetwork network) {
        Operand<TFloat32> probabilities = tf.math.sigmoid(logits);
        Map<String, Operand<TFloat32>> heads = new LinkedHashMap<>();
        for (int head = 0; head < network.heads().size(); head++) {
            String name = network.heads().get(head).id();
            heads.put(
                    name,
                    tf.withName(name).gather(probabilities, tf.constant(head), tf.constant(1)));
        }
        return heads;
    }

    private static List<List<Operand<TFloat32>>> weights(Ops tf, RankerNetwork network) {
        List<List<Operand<TFloat32>>> weights = new ArrayList<>();
        for (NetworkMember member : network.members()) {
            weights.add(
                    member.weights().stream()
                            .<Operand<TFloat32>>map(each -> RankerOps.constant(tf, each))
                            .toList());
        }
        return weights;
    }

    private static Operand<TFloat32> logits(
            Ops tf,
            Operand<TFloat32> rows,
            Operand<TFloat32> standardised,
            RankerNetwork network,
            List<List<Operand<TFloat32>>> weights) {
        List<Operand<TFloat32>> logits = new ArrayList<>();
        for (int member = 0; member < weights.size(); member++) {
            NetworkMember.Shape shape = network.members().get(member).shape();
            logits.add(
                    RankerOps.logits(
                            tf, rows, standardised, shape, weights.get(member), List.of()));
        }
        return tf.math.mul(tf.math.addN(logits), tf.constant(1f / logits.size()));
    }
}
