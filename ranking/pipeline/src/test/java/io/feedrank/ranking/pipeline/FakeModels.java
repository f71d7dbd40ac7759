package io.feedrank.ranking.pipeline;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models that are functions of a row. */
public final class FakeModels implements Models {
    private final @Nullable Scorer production;
    private final @Nullable Scorer fallback;

    public FakeModels(@Nullable Scorer production, @Nullable Scorer fallback) {
        this.production = production;
        this.fallback = fallback;
    }

    /** One model, which ranks by one column. */
    public static FakeModels byColumn(String column) {
        int at = FeatureCatalog.standard().columns().indexOf(column);
        return new FakeModels(scorer("ranker/1", row -> row[at]), null);
    }

    /** A model over the catalog's columns. */
    public static Scorer scorer(String name, Function<float[], Float> score) {
        return scorer(name, FeatureCatalog.standard().columns(), score);
    }

    public static Scorer scorer(String name, List<String> columns, Function<float[], Float> score) {
        return new FunctionScorer(name, columns, score);
    }

    @Override
    public Optional<Scorer> production() {
        return Optional.ofNullable(production);
    }

    @Override
    public Optional<Scorer> fallback() {
        return Optional.ofNullable(fallback);
    }

    @Override
    public void close() {}

    private record FunctionScorer(
            String model, List<String> columns, Function<float[], Float> function)
            implements Scorer {
        @Override
        public Scores score(float[] rows, int count) {
            float[] scores = new float[count];
            int width = columns.size();
            for (int i = 0; i < count; i++) {
                float[] row = java.util.Arrays.copyOfRange(rows, i * width, (i + 1) * width);
                scores[i] = function.apply(row);
            }
            return new Scores(scores, Map.of("click", scores));
        }
    }
}
