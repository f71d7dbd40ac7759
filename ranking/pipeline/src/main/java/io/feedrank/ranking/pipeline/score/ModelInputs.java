package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import io.feedrank.ranking.pipeline.scoring.SpareRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls models with rows of the catalog's columns, brought into those that each reads. How is found
 * out once for each list of columns: versions of a model mostly share theirs. Thread-safe.
 */
final class ModelInputs {
    private record Columns(List<String> had, List<String> wanted) {}

    private final Map<Columns, ColumnMapping> mappings = new ConcurrentHashMap<>();
    private final SpareRows spare = new SpareRows();

    /**
     * Scores of all rows.
     *
     * @throws FeedrankException of the model; INTERNAL also when it wants a column that there is
     *     none of, or gives another number of scores
     */
    Scores score(Scorer scorer, FeatureRows rows, Duration patience) {
        List<String> wanted = scorer.columns();
        if (wanted.isEmpty() || rows.columns().equals(wanted)) {
            return requireAll(scorer, rows, scorer.score(rows.values(), rows.count(), patience));
        }
        ColumnMapping mapping =
                mappings.computeIfAbsent(
                        new Columns(rows.columns(), wanted),
                        columns -> ColumnMapping.of(columns.had(), columns.wanted()));
        float[] mapped = spare.borrow(rows.count() * mapping.mappedWidth());
        try {
            mapping.map(rows, mapped);
            return requireAll(scorer, rows, scorer.score(mapped, rows.count(), patience));
        } finally {
            spare.giveBack(mapped);
        }
    }

    private static Scores requireAll(Scorer scorer, FeatureRows rows, Scores scores) {
        int got = scores.score().length;
        if (got != rows.count()) {
            throw new FeedrankException(
                    Category.INTERNAL,
                    "model "
                            + scorer.model()
                            + " gave "
                            + got
                            + " scores for "
                            + rows.count()
                            + " candidates");
        }
        return scores;
    }
}
