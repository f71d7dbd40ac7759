package io.feedrank.bench.rank;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.BatchConfig;
import io.feedrank.ranking.pipeline.scoring.BatchingScorer;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.SpareRows;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one request costs the processor.
 *
 * @param full milliseconds from a candidate's own array each to scores, as they are served:
 *     packing, batching, DJL, TensorFlow
 * @param raw milliseconds from one packed array through TensorFlow's own API
 * @param bound milliseconds of the matrix products alone at the machine's peak
 */
record ServingCost(int rows, int width, double full, double raw, double bound) {
    /** Measures a registered model. */
    static ServingCost measure(
            ModelRegistry registry, ModelRef model, FeatureCatalog catalog, Load load) {
        ModelBundle bundle = registry.verify(model);
        int width = bundle.manifest().columnNames().size();
        float[][] candidates = Rows.random(load.rows(), width);
        float[] packed = Rows.pack(candidates, width);
        SpareRows spare = new SpareRows();
        List<String> heads = bundle.manifest().heads().stream().map(Manifest.Head::name).toList();
        try (TensorFlowScorer scorer = TensorFlowScorer.open(bundle, catalog, load.device());
                BatchingScorer batching =
                        new BatchingScorer(scorer, new BatchConfig(1_000, 256, 1));
                RawTensorFlow raw = new RawTensorFlow(bundle, heads, load.device())) {
            double[] millis =
                    CpuTime.medianMillis(
                            load.runs(),
                            () -> serve(batching, candidates, width, spare),
                            () -> raw.score(packed, load.rows()));
            double flops = PlainNetwork.flops(load.rows(), width, load.hidden(), heads.size());
            return new ServingCost(
                    load.rows(), width, millis[0], millis[1], 1_000 * flops / load.peak());
        }
    }

    /** As {@code ModelLadder} does it: rows into an array that was used before, and one call. */
    private static void serve(Scorer model, float[][] candidates, int width, SpareRows spare) {
        float[] packed = spare.borrow(candidates.length * width);
        Rows.pack(candidates, width, packed);
        model.score(packed, candidates.length);
        spare.giveBack(packed);
    }

    /**
     * What is asked of the model.
     *
     * @param hidden its layers
     * @param peak of the machine, operations a second
     */
    record Load(int rows, int runs, List<Integer> hidden, double peak, ComputeDevice device) {}

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows);
        json.put("width", width);
        json.put("cpu_ms_full", full);
        json.put("cpu_ms_raw_tensorflow", raw);
        json.put("ratio_to_raw", full / raw);
        json.put("flop_bound_cpu_ms", bound);
        json.put("ratio_to_bound", full / bound);
        return json;
    }
}
