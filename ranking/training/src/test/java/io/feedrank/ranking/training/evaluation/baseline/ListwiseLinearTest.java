package io.feedrank.ranking.training.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListwiseLinearTest {
    @Test
    void it_finds_the_weights_by_which_choices_were_made() {
        Random random = new Random(7);
        List<ListwiseLinear.Choice> choices = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            choices.add(choice(random));
        }

        ListwiseLinear model = ListwiseLinear.fit(2, choices);
        float[] scores = model.score(new float[] {0, 0, 1, 0, 0, 1});

        assertThat(scores[1] - scores[0]).isCloseTo(1.5f, within(0.06f));
        assertThat(scores[2] - scores[0]).isCloseTo(-0.5f, within(0.06f));
    }

    @Test
    void a_column_that_never_changes_does_no_harm() {
        List<ListwiseLinear.Choice> choices =
                List.of(
                        new ListwiseLinear.Choice(
                                new float[] {1, 5, 0, 5}, new boolean[] {true, false}));

        assertThat(ListwiseLinear.fit(2, choices).score(new float[] {1, 5, 0, 5}))
                .satisfies(scores -> assertThat(scores[0]).isGreaterThan(scores[1]));
    }

    // Gumbel noise makes the choice a softmax of the worth.
    private static ListwiseLinear.Choice choice(Random random) {
        float[] rows = new float[8];
        boolean[] clicked = new boolean[4];
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 4; i++) {
            rows[2 * i] = (float) random.nextGaussian();
            rows[2 * i + 1] = (float) random.nextGaussian();
            double worth =
                    1.5 * rows[2 * i]
                            - 0.5 * rows[2 * i + 1]
                            - Math.log(-Math.log(random.nextDouble()));
            if (worth > highest) {
                highest = worth;
                best = i;
            }
        }
        clicked[best] = true;
        return new ListwiseLinear.Choice(rows, clicked);
    }
}
