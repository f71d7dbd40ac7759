package io.feedrank.bench.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.BatchConfig;
import io.feedrank.ranking.pipeline.scoring.HotSetConfig;
import io.feedrank.ranking.pipeline.scoring.ModelsConfig;
import io.feedrank.ranking.pipeline.scoring.PlainScorer;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import io.feedrank.ranking.training.RandomModel;
import io.feedrank.ranking.training.TrainingCost;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole measurement. */
final class RankBench {
    private static final int ROWS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RankBenchConfig config;
    private final PrintStream out;
    private final ModelRegistry registry;
    private final FeatureCatalog plain = PlainNetwork.catalog();
    private final FeatureCatalog ours = FeatureCatalog.standard();

    /** Models are registered in {@code directory}. */
    RankBench(RankBenchConfig config, Path directory, PrintStream out) {
        this.config = config;
        this.out = out;
        this.registry = new ModelRegistry(directory);
    }

    int run() throws IOException, InterruptedException {
        List<ModelRef> versions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ModelRef version = new ModelRef("plain", "v" + i);
            PlainNetwork.register(registry, version, i);
            versions.add(version);
        }
        ModelRef production = new ModelRef("ranker", "v1");
        RandomModel.register(registry, production, ours, RandomModel.ranker(), 1);
        ModelRef fallback = new ModelRef("ranker-fallback", "v1");
        RandomModel.register(registry, fallback, ours, RandomModel.fallback(), 1);

        double peak =
                say("peak, GFLOP/s of one core", PeakFlops.measure(config.times(60)) / 1e9) * 1e9;
        Map<String, Object> json = new LinkedHashMap<>();
        json.putAll(
                cost(
                        "1,000 x 160 through 512-256-128-1",
                        versions.get(0),
                        plain,
                        Architecture.of(PlainNetwork.HIDDEN),
                        peak));
        json.put(
                "production",
                cost("the production model", production, ours, RandomModel.ranker(), peak));
        try (TensorFlowScorer model = open(versions.get(0), plain)) {
            BatcherLoad load =
                    new BatcherLoad(
                            model,
                            config.quick() ? Duration.ofMillis(100) : Duration.ofSeconds(2),
                            config.quick() ? 1 : 5);
            Map<String, Object> batcher = new LinkedHashMap<>();
            batcher.put("rows_1", say("batcher, 1 row", load.measure(1)));
            batcher.put("rows_50", say("batcher, 50 rows", load.measure(50)));
            json.put("batcher", batcher);
        }
        Map<String, Double> full = say("fallback, us for 1,000 rows", fallback(fallback, ROWS));
        Map<String, Double> page = say("fallback, us for 50 rows", fallback(fallback, 50));
        json.put("fallback_us", full.get("plain"));
        json.put("fallback_us_50_rows", page.get("plain"));
        json.put("fallback_us_tensorflow", full.get("tensorflow"));
        json.put("swap_p99_ratio", say("p99 around a swap over before", swap(versions)));
        json.put("training", training(peak));
        json.put("peak_gflops", peak / 1e9);
        json.put("device", config.device().id());
        json.put("devices", List.copyOf(TensorFlowRuntime.devices()));
        Path file = config.json();
        if (file != null) {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
        }
        return 0;
    }

    private Map<String, Object> cost(
            String name, ModelRef model, FeatureCatalog catalog, Architecture layers, double peak) {
        return say(
                name,
                ServingCost.measure(
                                registry,
                                model,
                                catalog,
                                new ServingCost.Load(
                                        ROWS, config.times(400), layers, peak, config.device()))
                        .asJson());
    }

    /** As it is served, and as TensorFlow would serve it. */
    private Map<String, Double> fallback(ModelRef model, int count) {
        try (PlainScorer plain = PlainScorer.open(registry.verify(model), ours);
                TensorFlowScorer tensorFlow = open(model, ours)) {
            int width = plain.columns().size();
            float[] rows = Rows.pack(Rows.random(count, width), width);
            double[] millis =
                    CpuTime.medianMillis(
                            config.times(2_000),
                            () -> plain.score(rows, count),
                            () -> tensorFlow.score(rows, count));
            return Map.of("plain", 1_000 * millis[0], "tensorflow", 1_000 * millis[1]);
        }
    }

    private double swap(List<ModelRef> versions) throws InterruptedException {
        ModelsConfig models =
                new ModelsConfig(
                        Duration.ofMillis(100),
                        new HotSetConfig(2, 1L << 30, Duration.ofMillis(500)),
                        new BatchConfig(ROWS, 256, Runtime.getRuntime().availableProcessors()),
                        config.device());
        List<ModelRef> swapped = config.quick() ? versions.subList(0, 2) : versions;
        return new SwapRun(
                        registry,
                        plain,
                        models,
                        swapped,
                        config.quick() ? Duration.ofSeconds(2) : Duration.ofSeconds(5))
                .ratio();
    }

    private Map<String, Object> training(double peak) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("production", training(RandomModel.width(ours), RandomModel.ranker(), peak));
        json.put("plain", training(PlainNetwork.WIDTH, Architecture.of(PlainNetwork.HIDDEN), peak));
        return say("training", json);
    }

    private Map<String, Object> training(int width, Architecture layers, double peak) {
        TrainingCost cost = TrainingCost.measure(width, layers, 1_024, config.times(200));
        double bound = cost.batchRows() * peak / cost.flopsPerStep();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("batch_rows", cost.batchRows());
        json.put("examples_per_cpu_second", cost.examplesPerCpuSecond());
        json.put("bound_examples_per_cpu_second", bound);
        json.put("ratio_to_bound", bound / cost.examplesPerCpuSecond());
        return json;
    }

    private TensorFlowScorer open(ModelRef model, FeatureCatalog catalog) {
        return TensorFlowScorer.open(registry.verify(model), catalog, config.device());
    }

    private <T> T say(String what, T value) {
        out.println(what + ": " + value);
        return value;
    }
}
