package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.registry.Manifest;

/** What a model has to pass before it serves, whatever engine it runs on. */
final class ModelChecks {
    private ModelChecks() {}

    /** Refuses a model that reads what the catalog lacks. */
    static void requireColumns(Manifest manifest, FeatureCatalog catalog) {
        manifest.missingFrom(catalog)
                .ifPresent(
                        missing -> {
                            throw FeedrankException.badInput(
                                    "model " + manifest.model() + " " + missing);
                        });
    }

    /** Refuses scores of rows of zeros that are no numbers. */
    static void requireFinite(Scorer model, Scores ofZeros) {
        for (float value : ofZeros.score()) {
            if (!Float.isFinite(value)) {
                throw FeedrankException.badInput(
                        "model " + model.model() + " gives " + value + " for a row of zeros");
            }
        }
    }
}
