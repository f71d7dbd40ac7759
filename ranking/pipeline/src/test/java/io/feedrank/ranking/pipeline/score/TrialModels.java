package io.feedrank.ranking.pipeline.score;

import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import java.util.Optional;

/** A production model with others on trial. */
record TrialModels(Scorer model, Optional<Scorer> onCanary, Optional<Scorer> onShadow)
        implements Models {
    @Override
    public Optional<Scorer> production() {
        return Optional.of(model);
    }

    @Override
    public Optional<Scorer> fallback() {
        return Optional.empty();
    }

    @Override
    public Optional<Scorer> canary() {
        return onCanary;
    }

    @Override
    public Optional<Scorer> shadow() {
        return onShadow;
    }

    @Override
    public void close() {}
}
