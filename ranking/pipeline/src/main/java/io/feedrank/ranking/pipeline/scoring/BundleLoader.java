package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;

/**
 * Loads models out of a registry, after each of their files was compared with its checksum. One
 * that carries its plain weights runs without TensorFlow, and its calls are too short to share.
 */
record BundleLoader(ModelRegistry registry, FeatureCatalog catalog, ModelsConfig config)
        implements HotSet.Loader {
    @Override
    public HotModel load(ModelRef model) {
        ModelBundle bundle = registry.verify(model);
        if (NetworkFile.isIn(bundle.directory())) {
            PlainScorer plain = PlainScorer.open(bundle, catalog);
            return new HotModel(plain, plain, bytes(model));
        }
        TensorFlowScorer scorer = TensorFlowScorer.open(bundle, catalog, config.device());
        return new HotModel(scorer, new BatchingScorer(scorer, config.batches()), bytes(model));
    }

    @Override
    public long bytes(ModelRef model) {
        return registry.bytes(model);
    }
}
