package io.feedrank.ranking.pipeline.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ListRelationTest {
    // A column of another feature, the column, and its three relations.
    private static final int WIDTH = 5;

    @Test
    void a_value_is_set_against_mean_deviation_and_best_of_its_list() {
        float[] rows = related(1, 2, 6);

        // Mean 3; squares 4, 1 and 9.
        double deviation = Math.sqrt(14.0 / 3);
        assertThat(rows[2]).isCloseTo((float) (-2 / deviation), within(1e-6f));
        assertThat(rows[2 * WIDTH + 2]).isCloseTo((float) (3 / deviation), within(1e-6f));
        assertThat(rows[3]).isEqualTo(-5);
        assertThat(rows[2 * WIDTH + 3]).isZero();
    }

    @Test
    void rank_is_the_share_of_others_below_and_a_tie_counts_half() {
        float[] rows = related(4, 1, 4, 9, 0);

        assertThat(rows[4]).isEqualTo(0.625f);
        assertThat(rows[WIDTH + 4]).isEqualTo(0.25f);
        assertThat(rows[2 * WIDTH + 4]).isEqualTo(0.625f);
        assertThat(rows[3 * WIDTH + 4]).isEqualTo(1);
        assertThat(rows[4 * WIDTH + 4]).isZero();
    }

    @Test
    void equal_values_say_nothing() {
        float[] rows = related(2, 2);

        assertThat(rows[2]).isZero();
        assertThat(rows[3]).isZero();
        assertThat(rows[4]).isEqualTo(0.5f);
    }

    @Test
    void a_post_alone_is_in_the_middle() {
        float[] rows = related(7);

        assertThat(rows).containsExactly(-1, 7, 0, 0, 0.5f);
    }

    private static float[] related(float... values) {
        float[] rows = new float[values.length * WIDTH];
        for (int i = 0; i < values.length; i++) {
            rows[i * WIDTH] = -1;
            rows[i * WIDTH + 1] = values[i];
        }
        ListRelation.relate(rows, values.length, WIDTH, 1);
        return rows;
    }
}
