package io.feedrank.ranking.training;

import io.feedrank.ranking.index.dense.DenseLayer;
import io.feedrank.ranking.index.dense.InputScaling;
import io.feedrank.ranking.pipeline.scoring.NetworkFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the plain weights of a small network into a bundle, beside the SavedModel of the same
 * network, so that it is served without TensorFlow.
 */
final class NetworkFileExport {
    private NetworkFileExport() {}

    /** Writes {@link NetworkFile#NAME} under {@code bundle}. */
    static void write(Network network, Path bundle) {
        NetworkFile.write(
                bundle,
                new InputScaling(
                        network.scaling().logarithmic(),
                        network.scaling().mean(),
                        network.scaling().inverseDeviation(),
                        NetworkGraph.LIMIT),
                List.of(),
                network.layers().stream()
                        .map(
                                layer ->
                                        new DenseLayer(
                                                layer.inputs(),
                                                layer.outputs(),
                                                layer.weights(),
                                                layer.bias()))
                        .toList());
    }
}
