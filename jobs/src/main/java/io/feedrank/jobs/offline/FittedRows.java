package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Brings rows that were computed under an earlier catalog into the order of today's. */
final class FittedRows {
    /** Columns of rows from before a row said which it has. */
    private static final List<String> FIRST =
            List.of(
                    "post_clicks_1h",
                    "post_impressions_1h",
                    "post_clicks_6h",
                    "post_impressions_6h",
                    "post_clicks_24h",
                    "post_impressions_24h",
                    "post_likes_24h",
                    "post_hides_24h",
                    "post_ctr_1h",
                    "post_ctr_6h",
                    "post_ctr_24h",
                    "post_age_hours",
                    "user_clicks_24h",
                    "user_impressions_24h",
                    "user_ctr_24h",
                    "user_topic_clicks_24h",
                    "user_topic_ctr_24h",
                    "user_topic_share",
                    "user_post_shown",
                    "user_post_clicked",
                    "user_post_similarity");

    private final FeatureCatalog catalog;
    private final List<String> columns;
    private final int hash;
    private final float[] defaults;

    FittedRows(FeatureCatalog catalog) {
        this.catalog = catalog;
        this.columns = catalog.columns();
        this.hash = hash(columns);
        this.defaults = new float[columns.size()];
        DecayWeights weights = new DecayWeights(Instant.EPOCH);
        catalog.computeAuthor(new DeclaredStates(), weights, defaults, 0);
        catalog.computeTopic(new DeclaredStates(), weights, defaults, 0);
        catalog.computeUser(UserFeatures.empty(), weights, defaults, 0);
        catalog.computePair(
                UserFeatures.empty(), new PostIdentity("", "", null), weights, defaults, 0);
    }

    private static int hash(List<String> columns) {
        int hash = columns.hashCode();
        return hash == TrainingExample.FIRST_COLUMNS ? 1 : hash;
    }

    /** What a row of today's catalog is marked with. */
    int hash() {
        return hash;
    }

    /** Columns of post, author and topic, those that {@code some} lacks at their defaults. */
    float[] items(float[] some) {
        int width = catalog.itemWidth();
        if (some.length == width) {
            return some;
        }
        float[] all = Arrays.copyOf(defaults, width);
        System.arraycopy(some, 0, all, 0, Math.min(some.length, width));
        return all;
    }

    /**
     * The example with today's columns, those that its row lacks at their defaults; empty when its
     * columns are not known.
     */
    Optional<TrainingExample> fitted(TrainingExample example) {
        if (example.columns() == hash) {
            return Optional.of(example);
        }
        if (example.columns() != TrainingExample.FIRST_COLUMNS
                || example.features().length != FIRST.size()) {
            return Optional.empty();
        }
        float[] row = defaults.clone();
        for (int i = 0; i < row.length; i++) {
            int from = FIRST.indexOf(columns.get(i));
            if (from >= 0) {
                row[i] = example.features()[from];
            }
        }
        return Optional.of(new TrainingExample(example.impression(), row, example.labels(), hash));
    }
}
