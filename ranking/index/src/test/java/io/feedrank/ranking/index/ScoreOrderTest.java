package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 96, 97, 1_000, 5_000})
    void scores_of_both_signs_come_out_best_first_each_once(int size) {
        Random random = new Random(size);
        int[] slots = new int[size];
        float[] scores = new float[size];
        for (int i = 0; i < size; i++) {
            slots[i] = i;
            scores[i] = i % 7 == 0 ? random.nextInt(3) - 1 : (float) random.nextGaussian();
        }
        Selection selection = new Selection();
        selection.take(slots, scores, size);
        ScoreOrder order = new ScoreOrder();
        order.sort(selection);

        float[] expected = scores.clone();
        Arrays.sort(expected);
        boolean[] met = new boolean[size];
        for (int rank = 0; rank < size; rank++) {
            int at = order.at(rank);
            assertThat(met[at]).isFalse();
            met[at] = true;
            assertThat(scores[at]).isEqualTo(expected[size - 1 - rank]);
        }
    }
}
