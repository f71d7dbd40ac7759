package io.feedrank.feature.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FeatureCatalogTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private final FeatureCatalog catalog = FeatureCatalog.standard();

    @Test
    void every_feature_has_its_own_name_and_a_description() {
        assertThat(catalog.columns())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9_]+"));
        assertThat(catalog.features())
                .allSatisfy(feature -> assertThat(feature.description()).isNotBlank());
        assertThat(catalog.width()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void the_parquet_schema_ends_with_the_catalog_in_row_order() {
        assertThat(OfflineSchema.trainingExamples(catalog).stream().map(OfflineColumn::name))
                .endsWith(catalog.columns().toArray(String[]::new));
    }

    @Test
    void a_row_of_an_unknown_user_and_post_holds_the_priors() {
        float[] row = new float[catalog.width()];
        DecayWeights weights = new DecayWeights(NOON);
        catalog.computePost(
                new PostFeatures(PostStats.empty(), NOON.minus(Duration.ofHours(2)).toEpochMilli()),
                weights,
                row,
                0);
        catalog.computeUser(UserFeatures.empty(), weights, row, 0);
        catalog.computePair(UserFeatures.empty(), new PostIdentity("p", "", null), weights, row, 0);

        assertThat(value(row, "post_clicks_6h")).isZero();
        assertThat(value(row, "post_ctr_6h")).isEqualTo(0.1f);
        assertThat(value(row, "user_topic_ctr_24h")).isEqualTo(0.1f);
        assertThat(value(row, "post_age_hours")).isEqualTo(2f);
        assertThat(value(row, "user_post_similarity")).isZero();
    }

    @Test
    void what_a_user_did_shows_in_the_columns_of_the_pair() {
        UserFeatures user = UserFeatures.empty();
        user.add(Signal.IMPRESSION, NOON, "p", "sport", null);
        user.add(Signal.CLICK, NOON, "p", "sport", null);
        float[] row = new float[catalog.width()];
        catalog.computePair(
                user, new PostIdentity("p", "sport", null), new DecayWeights(NOON), row, 0);

        assertThat(value(row, "user_post_shown")).isEqualTo(1f);
        assertThat(value(row, "user_post_clicked")).isEqualTo(1f);
        assertThat(value(row, "user_topic_clicks_24h")).isEqualTo(1f);
        assertThat(value(row, "user_topic_share")).isEqualTo(0.5f);
    }

    @Test
    void a_group_is_the_same_however_long_one_of_its_values_lives() {
        FeatureGroup ending = FeatureGroup.POST_META.withTimeToLive(Duration.ofDays(1));
        assertThat(ending)
                .isEqualTo(FeatureGroup.POST_META)
                .hasSameHashCodeAs(FeatureGroup.POST_META);
        assertThat(ending.timeToLive()).isEqualTo(Duration.ofDays(1));
        assertThat(FeatureGroup.POST_META.next()).isNotEqualTo(FeatureGroup.POST_META);
    }

    private float value(float[] row, String column) {
        return row[catalog.columns().indexOf(column)];
    }
}
