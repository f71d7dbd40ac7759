package io.feedrank.bench.rank;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.BatchConfig;
import io.feedrank.ranking.pipeline.scoring.BatchingScorer;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.ScalingFile;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.SpareRows;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one request costs the processor.
 *
 * @param full milliseconds from a candidate's own array each to scores, as they are served:
 *     packing, batching, DJL, TensorFlow
 * @param raw milliseconds from one packed array through TensorFlow's own API
 * @param rawScaled the same from scaled rows on; NaN where the bundle has no such part
 * @param bound milliseconds of the matrix products alone at the machine's peak
 */
record ServingCost(int rows, int width, double full, double raw, double rawScaled, double bound) {
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
            return new ServingCost(
                    load.rows(),
                    width,
                    millis[0],
                    millis[1],
                    scaled(bundle, heads, packed, load),
                    1_000 * load.flops(width, heads.size()) / load.peak());
        }
    }

    private static double scaled(
            ModelBundle bundle, List<String> heads, float[] packed, Load load) {
        if (Files.notExists(bundle.directory().resolve(ScalingFile.NAME))) {
            return Double.NaN;
        }
        try (RawTensorFlow raw = RawTensorFlow.scaled(bundle, heads, load.device())) {
            return CpuTime.medianMillis(load.runs(), () -> raw.score(packed, load.rows()))[0];
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
     * @param layers its crosses and hidden layers
     * @param peak of the machine, operations a second
     */
    record Load(int rows, int runs, Architecture layers, double peak, ComputeDevice device) {
        /** Floating-point operations of the matrix products. */
        double flops(int width, int outputs) {
            double crosses = 0;
            for (int rank : layers.crossRanks()) {
                crosses += 2.0 * rows * 2 * width * rank;
            }
            return crosses + PlainNetwork.flops(rows, width, layers.hidden(), outputs);
        }
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows);
        json.put("width", width);
        json.put("cpu_ms_full", full);
        json.put("cpu_ms_raw_tensorflow", raw);
        json.put("ratio_to_raw", full / raw);
        if (!Double.isNaN(rawScaled)) {
            json.put("cpu_ms_raw_tensorflow_scaled", rawScaled);
        }
        json.put("flop_bound_cpu_ms", bound);
        json.put("ratio_to_bound", full / bound);
        return json;
    }
}
