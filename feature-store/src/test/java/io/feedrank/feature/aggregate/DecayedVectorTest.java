package io.feedrank.feature.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecayedVectorTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final float[] EAST = {1, 0};
    private static final float[] NORTH = {0, 1};

    @Test
    void nothing_has_no_direction() {
        assertThat(new DecayedVector(2).unit()).isNull();
    }

    @Test
    void opposite_vectors_cancel_to_no_direction() {
        DecayedVector vector = new DecayedVector(2);
        vector.add(EAST, NOON, DAY);
        vector.add(new float[] {-1, 0}, NOON, DAY);
        assertThat(vector.unit()).isNull();
    }

    @Test
    void an_older_vector_weighs_half_after_a_half_life_in_either_order() {
        DecayedVector inOrder = new DecayedVector(2);
        inOrder.add(EAST, NOON, DAY);
        inOrder.add(NORTH, NOON.plus(DAY), DAY);
        DecayedVector reversed = new DecayedVector(2);
        reversed.add(NORTH, NOON.plus(DAY), DAY);
        reversed.add(EAST, NOON, DAY);

        float[] unit = Objects.requireNonNull(inOrder.unit());
        assertThat(unit[0] / unit[1]).isCloseTo(0.5f, within(1e-6f));
        assertThat(Objects.requireNonNull(reversed.unit())).containsExactly(unit, within(1e-6f));
        assertThat(inOrder.mass()).isCloseTo(1.5f, within(1e-6f));
    }

    @Test
    void thousands_of_vectors_seconds_apart_weigh_what_they_should() {
        Duration halfLife = Duration.ofDays(3);
        int each = 10_000;
        DecayedVector vector = new DecayedVector(2);
        double[] exact = new double[2];
        for (int i = 0; i < 2 * each; i++) {
            vector.add(i < each ? EAST : NORTH, NOON.plusSeconds(3L * i), halfLife);
            double age = 3.0 * (2 * each - 1 - i) / halfLife.toSeconds();
            exact[i / each] += Math.pow(2, -age);
        }

        float[] unit = Objects.requireNonNull(vector.unit());
        double length = Math.hypot(exact[0], exact[1]);
        assertThat(unit[0]).isCloseTo((float) (exact[0] / length), within(1e-5f));
        assertThat(unit[1]).isCloseTo((float) (exact[1] / length), within(1e-5f));
        assertThat(vector.mass()).isCloseTo((float) (exact[0] + exact[1]), within(0.5f));
    }

    @Test
    void the_binary_form_keeps_the_direction() {
        DecayedVector vector = new DecayedVector(2);
        vector.add(EAST, NOON, DAY);
        vector.add(NORTH, NOON.plusSeconds(77), DAY);
        Codec<DecayedVector> codec = DecayedVector.codec(2);

        assertThat(codec.fromBytes(codec.toBytes(vector), 0).unit()).isEqualTo(vector.unit());
    }
}
