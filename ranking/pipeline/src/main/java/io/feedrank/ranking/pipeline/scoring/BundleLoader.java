package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;

/** Loads models out of a registry, after each of their files was compared with its checksum. */
record BundleLoader(ModelRegistry registry, FeatureCatalog catalog, ModelsConfig config)
        implements HotSet.Loader {
    @Override
    public HotModel load(ModelRef model) {
        return new HotModel(
                TensorFlowScorer.open(registry.verify(model), catalog, config.device()),
                config.batches(),
                bytes(model));
    }

    @Override
    public long bytes(ModelRef model) {
        return registry.bytes(model);
    }
}
