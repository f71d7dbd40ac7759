package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings rows that were computed under an earlier catalog into the order of today's. */
final class FittedRows {
    private static final List<String> FIRST_POST =
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
                    "post_age_hours");
    private static final List<String> FIRST_USER =
            List.of("user_clicks_24h", "user_impressions_24h", "user_ctr_24h");
    private static final List<String> FIRST_PAIR =
            List.of(
                    "user_topic_clicks_24h",
                    "user_topic_ctr_24h",
                    "user_topic_share",
                    "user_post_shown",
                    "user_post_clicked",
                    "user_post_similarity");

    /** Columns of rows from before a row said which it has. */
    private static final Earlier FIRST = Earlier.of(FIRST_POST, List.of(FIRST_USER, FIRST_PAIR));

    /** Columns from before posts had traffic. */
    private static final Earlier SECOND =
            Earlier.of(
                    joined(
                            FIRST_POST,
                            List.of(
                                    "post_dwell_seconds_24h",
                                    "author_clicks_7d",
                                    "author_ctr_24h",
                                    "author_readers_7d",
                                    "topic_clicks_6h",
                                    "topic_ctr_6h")),
                    List.of(
                            FIRST_USER,
                            List.of(
                                    "user_longest_read_7d",
                                    "session_clicks",
                                    "session_impressions",
                                    "session_minutes"),
                            FIRST_PAIR,
                            List.of("user_author_clicks_7d", "user_last_topic_share")));

    private static final List<Earlier> EARLIER = List.of(FIRST, SECOND);

    /**
     * An earlier catalog.
     *
     * @param items how many columns are of post, author and topic
     */
    private record Earlier(List<String> columns, int items) {
        static Earlier of(List<String> items, List<List<String>> others) {
            List<String> columns = new ArrayList<>(items);
            others.forEach(columns::addAll);
            return new Earlier(List.copyOf(columns), items.size());
        }
    }

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
        catalog.computePost(new PostFeatures(PostStats.empty(), 0), weights, defaults, 0);
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

    /**
     * Columns of post, author and topic, those that {@code some} lacks at their defaults; null when
     * its columns are not known.
     */
    float @Nullable [] items(float[] some) {
        int width = catalog.itemWidth();
        if (some.length == width) {
            return some;
        }
        for (Earlier earlier : EARLIER) {
            if (earlier.items() == some.length) {
                return Arrays.copyOf(moved(some, earlier.columns().subList(0, some.length)), width);
            }
        }
        return null;
    }

    /**
     * The example with today's columns, those that its row lacks at their defaults; empty when its
     * columns are not known.
     */
    Optional<TrainingExample> fitted(TrainingExample example) {
        if (example.columns() == hash) {
            return Optional.of(example);
        }
        for (Earlier earlier : EARLIER) {
            boolean same =
                    earlier.equals(FIRST)
                            ? example.columns() == TrainingExample.FIRST_COLUMNS
                            : example.columns() == hash(earlier.columns());
            if (same && example.features().length == earlier.columns().size()) {
                return Optional.of(
                        new TrainingExample(
                                example.impression(),
                                moved(example.features(), earlier.columns()),
                                example.labels(),
                                hash));
            }
        }
        return Optional.empty();
    }

    private float[] moved(float[] values, List<String> names) {
        float[] row = defaults.clone();
        for (int i = 0; i < row.length; i++) {
            int from = names.indexOf(columns.get(i));
            if (from >= 0) {
                row[i] = values[from];
            }
        }
        return row;
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
