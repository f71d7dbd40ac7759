package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores with the production model, and with the fallback model where that is missing or fails.
 * Thread-safe.
 */
public final class ModelLadder {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLadder.class);

    private final Models models;

    public ModelLadder(Models models) {
        this.models = models;
    }

    /**
     * Scores all rows in one call.
     *
     * @throws FeedrankException UNAVAILABLE when there is no model, INTERNAL when all there are
     *     failed
     */
    public Scoring score(FeatureRows rows) {
        List<String> passedOver = new ArrayList<>();
        return attempt("production", models.production(), ServedBy.SERVED_BY_FULL, rows, passedOver)
                .or(
                        () ->
                                attempt(
                                        "fallback",
                                        models.fallback(),
                                        ServedBy.SERVED_BY_FALLBACK,
                                        rows,
                                        passedOver))
                .orElseThrow(() -> nothing(passedOver));
    }

    private static Optional<Scoring> attempt(
            String alias,
            Optional<Scorer> scorer,
            ServedBy level,
            FeatureRows rows,
            List<String> passedOver) {
        if (scorer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(attempt(scorer.get(), level, rows, passedOver));
        } catch (RuntimeException e) {
            LOG.warn("{} model failed: {}", alias, e.toString());
            passedOver.add(alias + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Scoring attempt(
            Scorer scorer, ServedBy level, FeatureRows rows, List<String> passedOver) {
        Scores scores = scorer.score(ColumnMapping.map(rows, scorer.columns()), rows.count());
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
        int notFinite = 0;
        for (float score : scores.score()) {
            notFinite += Float.isFinite(score) ? 0 : 1;
        }
        if (got > 0 && notFinite == got) {
            throw new FeedrankException(
                    Category.INTERNAL, "model " + scorer.model() + " gave no finite score");
        }
        return new Scoring(level, scorer.model(), scores, notFinite, List.copyOf(passedOver));
    }

    private static FeedrankException nothing(List<String> passedOver) {
        return passedOver.isEmpty()
                ? new FeedrankException(Category.UNAVAILABLE, "no model is registered")
                : new FeedrankException(Category.INTERNAL, "every model failed: " + passedOver);
    }
}
