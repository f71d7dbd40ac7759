package io.feedrank.ranking.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextEncoder;
import io.feedrank.feature.text.TextFeatures;
import java.util.List;
import org.junit.jupiter.api.Test;

class RidgeFitTest {
    private static final int BUCKETS = 64;
    private static final double RIDGE = 2;

    private final TextCorpus corpus =
            new TextCorpus(
                    List.of(
                            new TextCorpus.Post("p1", 1, "Rot", "de", ""),
                            new TextCorpus.Post("p2", 2, "Blau und Rot", "de", ""),
                            new TextCorpus.Post("p3", 3, "Blau", "de", "")));

    RidgeFitTest() {
        for (int reader = 0; reader < 9; reader++) {
            corpus.click("u-" + reader, "p" + (1 + reader % 2), 10 + reader);
        }
        corpus.click("u-1", "p3", 99);
    }

    /** At the minimum, each weight's pull by the posts is in balance with the ridge. */
    @Test
    void weights_are_where_the_gradient_of_the_penalised_loss_is_zero() {
        TowerExamples examples =
                TowerExamples.of(corpus, ReaderReplay.until(corpus, Long.MAX_VALUE), 3, BUCKETS);

        float[] weights = new RidgeFit(examples, BUCKETS).weights(RIDGE, 60);

        double[] gradient = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            gradient[i] = RIDGE * weights[i];
        }
        for (int post = 0; post < examples.size(); post++) {
            TowerExamples.Example example = examples.get(post);
            TextFeatures features = example.features();
            float[] output = RidgeFit.output(features, weights);
            for (int f = 0; f < features.size(); f++) {
                for (int i = 0; i < VectorSpace.DIMENSIONS; i++) {
                    gradient[features.bucket(f) * VectorSpace.DIMENSIONS + i] +=
                            example.readers()
                                    * features.weight(f)
                                    * (output[i] - example.mean()[i]);
                }
            }
        }
        assertThat(gradient).containsOnly(new double[] {0}, within(1e-4));
    }

    @Test
    void what_comes_after_a_moment_is_not_known_at_it() {
        ReaderReplay early = ReaderReplay.until(corpus, 15);
        ReaderReplay late = ReaderReplay.until(corpus, Long.MAX_VALUE);

        assertThat(early.readers(0)).isEqualTo(3);
        assertThat(late.readers(0)).isEqualTo(5);
        assertThat(early.post(2)).isNull();
        assertThat(late.post(2)).isEqualTo(VectorSpace.ofReader("u-1"));
        assertThat(new TextEncoder(BUCKETS).encode("Rot", "de", "").size()).isPositive();
    }
}
