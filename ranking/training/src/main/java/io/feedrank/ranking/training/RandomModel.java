package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.ranking.pipeline.registry.Lineage;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Models that learned nothing: real bundles of the shape and with the inputs of a trained one, for
 * measurements.
 */
public final class RandomModel {
    private static final int EXAMPLES = 100;

    private RandomModel() {}

    /** Hidden layers of the full model. */
    public static List<Integer> rankerShape() {
        return Recipe.RANKER.hidden();
    }

    /** Hidden layers of the model to fall back to. */
    public static List<Integer> fallbackShape() {
        return Recipe.FALLBACK.hidden();
    }

    /** Exports a network of random weights over {@code catalog}'s columns and registers it. */
    public static void register(
            ModelRegistry registry,
            ModelRef model,
            FeatureCatalog catalog,
            List<Integer> hidden,
            long seed) {
        Path bundle = registry.stage();
        Network network = network(catalog, hidden, new Random(seed));
        SavedModelExporter.export(network, bundle);
        if (hidden.equals(fallbackShape())) {
            NetworkFileExport.write(network, bundle);
        }
        registry.register(bundle, manifest(model, catalog));
    }

    static Network network(FeatureCatalog catalog, List<Integer> hidden, Random random) {
        return Network.initial(
                examples(catalog, EXAMPLES, random),
                1,
                catalog.features().stream().map(Feature::scale).toList(),
                hidden,
                random);
    }

    /** Impressions of {@code count} rows each, at the same time. */
    static Examples examples(FeatureCatalog catalog, int count, Random random) {
        Examples examples = new Examples(catalog.columns(), count);
        examples.startImpression(0);
        for (int i = 0; i < count; i++) {
            int row = examples.addRow();
            examples.setLabel(row, Head.CLICK, i % 10 == 0);
            for (int column = 0; column < catalog.width(); column++) {
                examples.setFeature(row, column, random.nextFloat() * 10);
            }
        }
        return examples;
    }

    private static Manifest manifest(ModelRef model, FeatureCatalog catalog) {
        return new Manifest(
                model,
                new Manifest.Inputs(
                        catalog.groups().stream().map(FeatureGroup::qualifiedName).toList(),
                        catalog.features().stream()
                                .map(each -> new Manifest.Column(each.name(), each.scale()))
                                .toList()),
                Arrays.stream(Head.values())
                        .map(head -> new Manifest.Head(head.id(), head.weight()))
                        .toList(),
                new Manifest.Training(
                        Instant.EPOCH, Instant.EPOCH, EXAMPLES, Instant.EPOCH, Map.of()),
                Lineage.ofThisBuild(catalog, Map.of("weights", "random")),
                Map.of());
    }
}
