package io.feedrank.ranking.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FeatureQualityTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant AN_HOUR_LATER = NOON.plus(Duration.ofHours(1));
    private static final String STEADY = "post_impressions_24h";
    private static final String MOVING = "post_clicks_24h";

    private final FeatureCatalog catalog = FeatureCatalog.standard();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FeatureQuality quality = new FeatureQuality(catalog, meters, Duration.ofHours(1));
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void values_that_are_the_default_or_no_number_are_counted_as_nulls() {
        float[] rows = rows(2, 5);
        int column = catalog.columns().indexOf(MOVING);
        rows[column] = (float) catalog.features().get(column).defaultValue();
        rows[catalog.columns().indexOf(STEADY)] = Float.NaN;

        quality.observe(new FeatureRows(rows, 2, catalog.columns()), NOON);

        assertThat(counter("feedrank.features.values", MOVING)).isEqualTo(2);
        assertThat(counter("feedrank.features.nulls", MOVING)).isEqualTo(1);
        assertThat(counter("feedrank.features.nulls", STEADY)).isEqualTo(1);
        assertThat(counter("feedrank.features.nulls", "post_age_hours")).isZero();
    }

    @Test
    void a_long_list_costs_as_many_rows_as_a_short_one() {
        quality.observe(new FeatureRows(rows(1_000, 5), 1_000, catalog.columns()), NOON);

        assertThat(counter("feedrank.features.values", MOVING))
                .isEqualTo(FeatureQuality.ROWS_A_REQUEST);
    }

    @Test
    void a_feature_that_moved_drifts_and_one_that_stayed_does_not() {
        serve(NOON, 0);
        assertThat(drift(MOVING)).as("nothing to compare with").isNaN();

        serve(AN_HOUR_LATER, 6);

        assertThat(drift(MOVING)).isGreaterThan(0.25);
        assertThat(drift(STEADY)).isBetween(0.0, 0.1);
    }

    @Test
    void windows_of_more_than_a_day_ago_are_no_reference() {
        serve(NOON, 6);
        serve(NOON.plus(Duration.ofHours(25)), 0);
        serve(NOON.plus(Duration.ofHours(26)), 0);

        assertThat(drift(MOVING)).isBetween(0.0, 0.1);
    }

    @Test
    void rows_of_another_catalog_are_passed_over() {
        quality.observe(new FeatureRows(new float[] {1}, 1, List.of("other")), NOON);

        assertThat(counter("feedrank.features.values", MOVING)).isZero();
    }

    /** A window of requests whose moving feature lies {@code shift} above the steady one. */
    private void serve(Instant asOf, float shift) {
        int width = catalog.width();
        for (int request = 0; request < 100; request++) {
            float[] rows = rows(50, 1);
            for (int row = 0; row < 50; row++) {
                rows[row * width + catalog.columns().indexOf(STEADY)] = drawn();
                rows[row * width + catalog.columns().indexOf(MOVING)] = drawn() + shift;
            }
            quality.observe(new FeatureRows(rows, 50, catalog.columns()), asOf);
        }
    }

    private float drawn() {
        return (float) (random.nextDouble() * 10);
    }

    private float[] rows(int count, float value) {
        float[] rows = new float[count * catalog.width()];
        Arrays.fill(rows, value);
        return rows;
    }

    private double counter(String name, String feature) {
        return meters.get(name).tag("feature", feature).counter().count();
    }

    private double drift(String feature) {
        return meters.get("feedrank.features.drift").tag("feature", feature).gauge().value();
    }
}
