package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.Lineage;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.training.listwise.HeldOut;
import io.feedrank.ranking.training.listwise.ListwiseExamples;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import io.feedrank.ranking.training.listwise.ListwiseTask;
import io.feedrank.ranking.training.listwise.NetworkFileExport;
import io.feedrank.ranking.training.listwise.NetworkInputs;
import io.feedrank.ranking.training.listwise.RankerExport;
import io.feedrank.ranking.training.listwise.RankerNetwork;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Models that learned nothing: real bundles of the shape and with the inputs of a trained one, for
 * measurements.
 */
public final class RandomModel {
    private static final int EXAMPLES = 100;

    private RandomModel() {}

    /** Layers of the full model. */
    public static Architecture ranker() {
        return ServedRecipe.RANKER.architecture();
    }

    /** Layers of the model to fall back to. */
    public static Architecture fallback() {
        return ServedRecipe.FALLBACK.architecture();
    }

    /** Exports a network of random weights over {@code catalog}'s columns and registers it. */
    public static void register(
            ModelRegistry registry,
            ModelRef model,
            FeatureCatalog catalog,
            Architecture architecture,
            long seed) {
        Path bundle = registry.stage();
        RankerNetwork network = network(catalog, architecture, seed);
        RankerExport.write(network, bundle);
        if (architecture.equals(fallback())) {
            NetworkFileExport.write(network, bundle);
        }
        registry.register(bundle, manifest(model, catalog));
    }

    static RankerNetwork network(FeatureCatalog catalog, Architecture architecture, long seed) {
        return RankerNetwork.random(
                examples(width(catalog), EXAMPLES, seed),
                task(columns(catalog).network()),
                architecture,
                seed);
    }

    /** Columns that a model over {@code catalog} reads. */
    public static int width(FeatureCatalog catalog) {
        return columns(catalog).columns().size();
    }

    static ListwiseTask task(NetworkInputs inputs) {
        Map<Head, Double> losses = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            losses.put(head, 1.0);
        }
        return new ListwiseTask(inputs, losses, new HeldOut(0, 0));
    }

    /** An impression of {@code count} posts. */
    static ListwiseExamples examples(int width, int count, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[count * width];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat() * 10;
        }
        boolean[] clicks = new boolean[count];
        for (int i = 0; i < count; i += 10) {
            clicks[i] = true;
        }
        ListwiseExamples examples = new ListwiseExamples(width);
        examples.add(Instant.EPOCH, rows, clicks);
        return examples;
    }

    private static ModelColumns columns(FeatureCatalog catalog) {
        return ModelColumns.of(catalog, catalog.columns());
    }

    private static Manifest manifest(ModelRef model, FeatureCatalog catalog) {
        return new Manifest(
                model,
                columns(catalog).inputs(),
                Arrays.stream(Head.values())
                        .map(head -> new Manifest.Head(head.id(), head.weight()))
                        .toList(),
                new Manifest.Training(
                        Instant.EPOCH, Instant.EPOCH, EXAMPLES, Instant.EPOCH, Map.of()),
                Lineage.ofThisBuild(catalog, Map.of("weights", "random")),
                Map.of());
    }
}
