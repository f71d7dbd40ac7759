package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Untrained models of the standard catalog: real SavedModels with random weights. */
final class TestModels {
    static final FeatureCatalog CATALOG = FeatureCatalog.standard();

    private TestModels() {}

    static Network network(long seed) {
        Random random = new Random(seed);
        Examples examples = new Examples(CATALOG.columns(), 100);
        examples.startImpression(0);
        for (int i = 0; i < 100; i++) {
            int row = examples.addRow();
            examples.setLabel(row, Head.CLICK, i % 10 == 0);
            for (int column = 0; column < CATALOG.width(); column++) {
                examples.setFeature(row, column, random.nextFloat() * 10);
            }
        }
        return Network.initial(
                examples,
                1,
                CATALOG.features().stream().map(Feature::scale).toList(),
                List.of(64, 32),
                random);
    }

    /** Raw rows, as a request would have them. */
    static float[] rows(int count, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[count * CATALOG.width()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat() * 20 - 1;
        }
        return rows;
    }

    static Manifest manifest(String version) {
        return manifest(
                version,
                CATALOG.groups().stream().map(FeatureGroup::qualifiedName).toList(),
                CATALOG.width());
    }

    static Manifest manifest(String version, List<String> groups, int width) {
        List<Manifest.Column> columns = new ArrayList<>();
        CATALOG.features().stream()
                .limit(width)
                .forEach(
                        feature ->
                                columns.add(new Manifest.Column(feature.name(), feature.scale())));
        return new Manifest(
                new ModelRef("ranker", version),
                new Manifest.Inputs(groups, columns),
                Arrays.stream(Head.values())
                        .map(head -> new Manifest.Head(head.id(), head.weight()))
                        .toList(),
                new Manifest.Training(Instant.EPOCH, Instant.EPOCH, 100, Instant.EPOCH, Map.of()),
                Map.of());
    }

    static ModelRef register(ModelRegistry registry, Manifest manifest, long seed) {
        Path bundle = registry.stage();
        SavedModelExporter.export(network(seed), bundle);
        return registry.register(bundle, manifest).model();
    }
}
