package io.feedrank.ranking.training.listwise;

import io.feedrank.ranking.index.dense.CategoryTable;
import io.feedrank.ranking.index.dense.DenseLayer;
import io.feedrank.ranking.pipeline.scoring.NetworkFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the plain weights of a small network into a bundle, beside the SavedModel of the same
 * network, so that it is served without TensorFlow.
 */
public final class NetworkFileExport {
    private NetworkFileExport() {}

    /** Whether plain weights can say it: one member without crosses. */
    public static boolean canWrite(RankerNetwork network) {
        return network.members().size() == 1
                && network.members().get(0).shape().crossRanks().isEmpty();
    }

    /** Writes {@link NetworkFile#NAME} under {@code bundle}. */
    public static void write(RankerNetwork network, Path bundle) {
        NetworkMember member = network.members().get(0);
        List<CategoryTable> tables = new ArrayList<>();
        for (NetworkInputs.Category category : network.inputs().categories()) {
            tables.add(
                    new CategoryTable(
                            category.column(),
                            category.width(),
                            member.weights().get(tables.size()).values()));
        }
        List<DenseLayer> layers = new ArrayList<>();
        for (int at = tables.size(); at < member.weights().size(); at += 2) {
            NetworkMember.Weights weights = member.weights().get(at);
            layers.add(
                    new DenseLayer(
                            weights.rows(),
                            weights.columns(),
                            weights.values(),
                            member.weights().get(at + 1).values()));
        }
        NetworkFile.write(bundle, network.inputScaling(), tables, layers);
    }
}
