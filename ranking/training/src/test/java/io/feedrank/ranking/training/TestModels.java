package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.training.listwise.RankerExport;
import io.feedrank.ranking.training.listwise.RankerNetwork;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Untrained models of the standard catalog: real SavedModels with random weights. */
final class TestModels {
    static final FeatureCatalog CATALOG = FeatureCatalog.standard();

    /** What the models read. */
    static final List<String> COLUMNS = ModelColumns.of(CATALOG, CATALOG.columns()).names();

    private TestModels() {}

    static RankerNetwork network(long seed) {
        return RandomModel.network(CATALOG, RandomModel.ranker(), seed);
    }

    /** Raw rows, as a request would have them. */
    static float[] rows(int count, long seed) {
        Random random = new Random(seed);
        float[] rows = new float[count * COLUMNS.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat() * 20 - 1;
        }
        return rows;
    }

    static Manifest manifest(String version) {
        return manifest(
                version,
                CATALOG.groups().stream().map(FeatureGroup::qualifiedName).toList(),
                COLUMNS.size());
    }

    static Manifest manifest(String version, List<String> groups, int width) {
        List<Manifest.Column> columns =
                ModelColumns.of(CATALOG, CATALOG.columns()).columns().stream()
                        .limit(width)
                        .toList();
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
        RankerExport.write(network(seed), bundle);
        return registry.register(bundle, manifest).model();
    }
}
