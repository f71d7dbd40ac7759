package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.index.dense.DenseNetwork;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small model scored by the JVM alone: tens of microseconds for a thousand rows, and there when
 * TensorFlow, its native library or the GPU is not. Calls run on their callers' threads.
 */
public final class PlainScorer implements LoadedModel {
    private static final int WARM_UP_ROWS = 200;

    /** Until the JVM has compiled it; together some tenths of a second, once a process. */
    private static final int WARM_UP_CALLS = 300;

    private final String name;
    private final List<String> columns;
    private final WeightedHeads heads;
    private final DenseNetwork network;

    private PlainScorer(Manifest manifest, DenseNetwork network) {
        this.name = manifest.model().toString();
        this.columns = manifest.columnNames();
        this.heads = new WeightedHeads(name, manifest.heads());
        this.network = network;
    }

    /**
     * Loads a bundle that has a {@link NetworkFile}, and warms it up.
     *
     * @throws FeedrankException BAD_INPUT when the catalog lacks a group, version or column that
     *     the model reads, or the network is not what its manifest says
     */
    public static PlainScorer open(ModelBundle bundle, FeatureCatalog catalog) {
        Manifest manifest = bundle.manifest();
        ModelChecks.requireColumns(manifest, catalog);
        DenseNetwork network = NetworkFile.read(bundle.directory());
        if (network.inputs() != manifest.columnNames().size()
                || network.outputs() != manifest.heads().size()) {
            throw FeedrankException.badInput(
                    "model "
                            + manifest.model()
                            + " has a network "
                            + network
                            + ", expected "
                            + manifest.columnNames().size()
                            + " inputs and "
                            + manifest.heads().size()
                            + " outputs, the columns and heads of its manifest");
        }
        PlainScorer scorer = new PlainScorer(manifest, network);
        float[] zeros = new float[WARM_UP_ROWS * scorer.columns.size()];
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            ModelChecks.requireFinite(scorer, scorer.score(zeros, WARM_UP_ROWS));
        }
        return scorer;
    }

    @Override
    public String model() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Scores score(float[] rows, int count) {
        Scorer.requireRows(rows, count, columns.size());
        float[][] probabilities = network.probabilities(rows, count);
        Map<String, float[]> outputs = new HashMap<>();
        for (int head = 0; head < probabilities.length; head++) {
            outputs.put(heads.heads().get(head).name(), probabilities[head]);
        }
        return heads.sum(outputs, count);
    }

    /** Nothing to free. */
    @Override
    public void close() {}
}
