package io.feedrank.ranking.pipeline.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.registry.InputColumn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ColumnMappingTest {
    private static final FeatureRows ROWS =
            new FeatureRows(new float[] {1, 0, 3, 0, 8, 0}, 3, List.of("clicks", "same"));

    @Test
    void a_relative_column_is_standardised_over_the_candidates_of_the_request() {
        float[] mapped = map(ROWS, List.of("same", "z(clicks)"));

        double deviation = Math.sqrt((9 + 1 + 16) / 3.0);
        assertThat(mapped)
                .containsExactly(
                        new float[] {
                            0, (float) (-3 / deviation),
                            0, (float) (-1 / deviation),
                            0, (float) (4 / deviation)
                        },
                        within(1e-6f));
    }

    @Test
    void the_logarithm_is_taken_before() {
        float[] mapped = map(ROWS, List.of("z(log1p(clicks))"));

        double[] logs = {Math.log1p(1), Math.log1p(3), Math.log1p(8)};
        double mean = (logs[0] + logs[1] + logs[2]) / 3;
        double square = 0;
        for (double log : logs) {
            square += (log - mean) * (log - mean) / 3;
        }
        assertThat(mapped[2])
                .isCloseTo((float) ((logs[2] - mean) / Math.sqrt(square)), within(1e-6f));
    }

    @Test
    void a_column_that_all_candidates_share_says_nothing() {
        assertThat(map(ROWS, List.of("z(same)"))).containsExactly(0, 0, 0);
        FeatureRows one = new FeatureRows(new float[] {5}, 1, List.of("clicks"));
        assertThat(map(one, List.of("z(clicks)"))).containsExactly(0);
    }

    @Test
    void a_list_can_be_set_in_relation_to_more_than_itself() {
        ColumnMapping mapping = ColumnMapping.of(ROWS.columns(), List.of("z(clicks)"));
        float[] list = mapping.take(new float[] {3, 0}, 1);

        mapping.standardise(list, mapping.take(ROWS.values(), ROWS.count()), 0, ROWS.count());

        assertThat(list).containsExactly(map(ROWS, List.of("z(clicks)"))[1]);
    }

    @Test
    void a_feature_that_there_is_none_of_is_named() {
        assertThatThrownBy(() -> map(ROWS, List.of("z(log1p(likes))")))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("'z(log1p(likes))'")
                .hasMessageContaining("[clicks, same]");
    }

    @Test
    void names_are_read_and_written_alike() {
        for (String name : List.of("a_b", "z(a_b)", "z(log1p(a_b))")) {
            assertThat(InputColumn.parse(name).name()).isEqualTo(name);
            assertThat(InputColumn.parse(name).feature()).isEqualTo("a_b");
        }
    }

    /** Longer arrays than needed hold what they held behind the rows. */
    @Test
    void only_the_rows_of_a_longer_array_are_written() {
        ColumnMapping mapping = ColumnMapping.of(ROWS.columns(), List.of("z(clicks)", "same"));
        float[] longer = new float[ROWS.count() * 2 + 3];
        Arrays.fill(longer, 7);

        mapping.map(ROWS, longer);

        assertThat(Arrays.copyOf(longer, ROWS.count() * 2))
                .containsExactly(map(ROWS, List.of("z(clicks)", "same")));
        assertThat(Arrays.copyOfRange(longer, ROWS.count() * 2, longer.length))
                .containsExactly(7, 7, 7);
    }

    @Test
    void the_fast_logarithm_is_the_exact_one_rounded_to_a_float() {
        for (int bits = 0; bits < Float.floatToIntBits(Float.POSITIVE_INFINITY); bits += 977) {
            float value = Float.intBitsToFloat(bits);
            float exact = (float) StrictMath.log1p(value);
            assertThat(ColumnMapping.log1p(value))
                    .as("log1p of %s", value)
                    .isCloseTo(exact, within(Math.ulp(exact)));
        }
        assertThat(ColumnMapping.log1p(Float.POSITIVE_INFINITY)).isInfinite();
        assertThat(ColumnMapping.log1p(Float.NaN)).isNaN();
    }

    private static float[] map(FeatureRows rows, List<String> wanted) {
        float[] mapped = new float[rows.count() * wanted.size()];
        ColumnMapping.of(rows.columns(), wanted).map(rows, mapped);
        return mapped;
    }
}
