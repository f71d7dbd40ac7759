package io.feedrank.ranking.function;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One model, which ranks by the clicks of a post; it can be made slow. */
final class TestModels implements Models, Scorer {
    private static final List<String> COLUMNS = FeatureCatalog.standard().columns();
    private static final int CLICKS = COLUMNS.indexOf("post_clicks_24h");

    private volatile Runnable beforeScoring = () -> {};

    void beforeScoring(Runnable action) {
        beforeScoring = action;
    }

    @Override
    public String model() {
        return "by-clicks/1";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Scores score(float[] rows, int count) {
        beforeScoring.run();
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = rows[i * COLUMNS.size() + CLICKS];
        }
        return new Scores(scores, Map.of("click", scores));
    }

    @Override
    public Optional<Scorer> production() {
        return Optional.of(this);
    }

    @Override
    public Optional<Scorer> fallback() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
