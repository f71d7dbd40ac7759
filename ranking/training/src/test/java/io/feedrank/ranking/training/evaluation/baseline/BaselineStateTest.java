package io.feedrank.ranking.training.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineStateTest {
    private static final List<String> POSTS = List.of("10", "11", "12");
    private static final int HOUR = 3_600;

    private final BaselineState state = new BaselineState();

    @Test
    void clicks_halve_every_six_hours_where_they_decay() {
        state.read("u", "10", 0);
        state.read("v", "10", 0);
        state.read("v", "11", 12 * HOUR);

        assertThat(state.clicks(POSTS, 12 * HOUR)).containsExactly(2, 1, 0);
        assertThat(state.decayedClicks(POSTS, 12 * HOUR)).containsExactly(0.5f, 1, 0);
    }

    @Test
    void serial_numbers_tell_which_post_is_the_newest() {
        state.shown("u", List.of("12"), 0);

        assertThat(state.newest(List.of("11", "12", "9"), HOUR)).containsExactly(-1, 0, -3);
    }

    @Test
    void other_ids_are_as_new_as_they_were_first_seen() {
        state.shown("u", List.of("a"), 0);
        state.shown("u", List.of("a", "b"), HOUR);

        assertThat(state.newest(List.of("a", "b", "c"), 2 * HOUR))
                .containsExactly(-2 * HOUR, -HOUR, 0);
    }

    @Test
    void inputs_tell_what_the_user_met_and_who_reads_alike() {
        // u and v both read 10; v read 11 too, so that 11 is like what u read.
        state.read("u", "10", 0);
        state.read("v", "10", 0);
        state.read("v", "11", 0);
        state.shown("u", List.of("12"), HOUR);

        float[] rows = state.inputs("u", POSTS, HOUR);

        assertThat(rows).hasSize(3 * BaselineState.INPUTS);
        assertThat(row(rows, 0)[12]).as("read before").isEqualTo(1);
        assertThat(row(rows, 1)[8]).as("similarity").isCloseTo(0.7071f, within(1e-4f));
        assertThat(row(rows, 2)[10]).as("shown before").isCloseTo(0.6931f, within(1e-4f));
        assertThat(row(rows, 2)[11]).as("just now").isEqualTo(1);
    }

    private static float[] row(float[] rows, int row) {
        return Arrays.copyOfRange(
                rows, row * BaselineState.INPUTS, (row + 1) * BaselineState.INPUTS);
    }
}
