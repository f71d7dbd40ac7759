package io.feedrank.ranking.training.listwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.training.Head;
import io.feedrank.ranking.training.Metrics;
import io.feedrank.ranking.training.RankingMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ListwiseRankerTest {
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final int WIDTH = 4;
    private static final ListwiseRecipe SMALL =
            new ListwiseRecipe(
                    "small",
                    new ListwiseRecipe.Architecture(List.of(16, 8), List.of(), 0.1, 2),
                    6,
                    64,
                    5e-3);

    @Test
    void it_learns_a_choice_that_no_single_column_tells() {
        ListwiseExamples later = examples(300, 2);
        try (ListwiseModel model = ListwiseRanker.train(examples(2_000, 1), SMALL, 7, epoch -> {});
                ListwiseModel linear =
                        ListwiseRanker.train(
                                examples(2_000, 1), ListwiseRecipe.FALLBACK, 7, epoch -> {})) {
            assertThat(auc(model, later)).isGreaterThan(0.9);
            assertThat(auc(linear, later)).isCloseTo(0.5, within(0.1));
        }
    }

    @Test
    void the_same_seed_gives_the_same_scores_and_another_others() {
        ListwiseExamples examples = examples(300, 1);
        float[] rows = examples(1, 3).rows(0);
        try (ListwiseModel one = ListwiseRanker.train(examples, SMALL, 7, epoch -> {});
                ListwiseModel same = ListwiseRanker.train(examples, SMALL, 7, epoch -> {});
                ListwiseModel other = ListwiseRanker.train(examples, SMALL, 8, epoch -> {})) {
            assertThat(same.score(rows)).containsExactly(one.score(rows));
            assertThat(other.score(rows)).isNotEqualTo(one.score(rows));
        }
    }

    @Test
    void scores_are_probabilities_of_a_click() {
        ListwiseExamples examples = examples(2_000, 1);
        double predicted = 0;
        double clicks = 0;
        try (ListwiseModel model = ListwiseRanker.train(examples, SMALL, 7, epoch -> {})) {
            for (int i = 0; i < 300; i++) {
                float[] scores = model.score(examples.rows(i));
                for (int row = 0; row < scores.length; row++) {
                    predicted += scores[row];
                    clicks += examples.clicked(i)[row] ? 1 : 0;
                }
            }
        }
        assertThat(predicted / clicks).isCloseTo(1, within(0.2));
    }

    @Test
    void the_last_day_decides_how_long_to_train() {
        List<ListwiseEpoch> heard = new ArrayList<>();

        ListwiseRanker.train(examples(2_000, 1), SMALL, 7, heard::add).close();

        List<ListwiseEpoch> first = heard.stream().filter(epoch -> epoch.run() == 0).toList();
        ListwiseEpoch best = first.get(0);
        for (ListwiseEpoch epoch : first) {
            best = epoch.heldOut().ndcg10() > best.heldOut().ndcg10() ? epoch : best;
        }
        assertThat(first).hasSize(6);
        assertThat(heard.stream().filter(epoch -> epoch.run() == 2)).hasSize(best.epoch());
        assertThat(heard.get(heard.size() - 1).fraction()).isEqualTo(1);
    }

    @Test
    void examples_without_a_choice_are_refused() {
        ListwiseExamples nothing = new ListwiseExamples(WIDTH);
        nothing.add(START, new float[2 * WIDTH], new boolean[] {true, true});
        nothing.add(START, new float[2 * WIDTH], new boolean[] {false, false});

        assertThatThrownBy(() -> ListwiseRanker.train(nothing, 7))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("got 2 impressions, expected one with a click");
    }

    @Test
    void the_loss_is_that_of_a_loop() {
        ListwiseExamples examples = examples(5, 1);
        ListwiseTask task = ListwiseTask.clicks(examples);
        RankerNetwork network =
                RankerNetwork.random(examples, task, ListwiseRecipe.Architecture.of(List.of(6)), 3);
        ListwiseBatch batch = new ListwiseBatch(examples, task.heads());
        batch.fill(new int[] {0, 1, 2, 3, 4}, 0, 5);
        try (RankerSession session = session(network, task)) {
            double expected = 0;
            double pointwise = 0;
            int rows = 0;
            for (int i = 0; i < 5; i++) {
                boolean[] clicked = examples.clicked(i);
                float[] logits = session.logits(examples.rows(i), clicked.length);
                double total = 0;
                for (float logit : logits) {
                    total += Math.exp(logit);
                }
                for (int row = 0; row < logits.length; row++) {
                    expected -= clicked[row] ? logits[row] - Math.log(total) : 0;
                    pointwise +=
                            Math.log1p(Math.exp(logits[row])) - (clicked[row] ? logits[row] : 0);
                    rows++;
                }
            }
            float loss =
                    session.step(batch, batch.masks(List.of(6), 0, new SplittableRandom(1)), 1e-3);
            assertThat((double) loss)
                    .isCloseTo(expected / 5 + 0.5 * pointwise / rows, within(1e-4));
        }
    }

    @Test
    void an_impression_without_a_click_moves_probabilities_and_not_the_order() {
        ListwiseExamples examples = examples(5, 1);
        ListwiseExamples unclicked = new ListwiseExamples(WIDTH);
        unclicked.add(START, examples.rows(0), new byte[examples.clicked(0).length]);
        ListwiseTask task =
                new ListwiseTask(NetworkInputs.PLAIN, Map.of(Head.CLICK, 0.0), new HeldOut(0, 0));
        RankerNetwork network =
                RankerNetwork.random(examples, task, ListwiseRecipe.Architecture.of(List.of(6)), 3);
        ListwiseBatch batch = new ListwiseBatch(unclicked, task.heads());
        batch.fill(new int[] {0}, 0, 1);
        try (RankerSession session = session(network, task)) {
            float[] before = session.logits(examples.rows(0), 3);

            float loss =
                    session.step(batch, batch.masks(List.of(6), 0, new SplittableRandom(1)), 1e-1);

            assertThat(loss).isZero();
            assertThat(session.logits(examples.rows(0), 3)).containsExactly(before);
        }
    }

    @Test
    void a_category_that_no_number_orders_is_learned_with_a_cross_and_a_second_head() {
        NetworkInputs inputs =
                new NetworkInputs(new BitSet(), List.of(new NetworkInputs.Category(0, 8, 4)));
        ListwiseTask task =
                new ListwiseTask(
                        inputs, Map.of(Head.CLICK, 0.5, Head.HIDE, 0.5), new HeldOut(0, 0));
        ListwiseRecipe recipe =
                new ListwiseRecipe(
                        "categories",
                        new ListwiseRecipe.Architecture(List.of(16), List.of(4), 0, 1),
                        6,
                        32,
                        1e-2);
        RankerNetwork network =
                ListwiseRanker.network(categories(1_500, 1), task, recipe, 7, epoch -> {});
        ListwiseExamples later = categories(200, 2);
        RankingMetrics.Mean mean = new RankingMetrics.Mean();
        try (RankerSession session = session(network, task)) {
            for (int i = 0; i < later.size(); i++) {
                mean.add(session.logits(later.rows(i), 6), later.clicked(i));
            }
        }
        assertThat(network.heads()).containsExactly(Head.CLICK, Head.HIDE);
        assertThat(mean.metrics().auc()).isGreaterThan(0.95);
    }

    // Of six posts the one of category 3 or 6 is clicked, and one of category 0 hidden.
    private static ListwiseExamples categories(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ListwiseExamples examples = new ListwiseExamples(2);
        int[] others = {0, 1, 2, 4, 5, 7};
        for (int i = 0; i < count; i++) {
            float[] rows = new float[12];
            byte[] flags = new byte[6];
            int clicked = random.nextInt(6);
            for (int post = 0; post < 6; post++) {
                rows[2 * post] = others[random.nextInt(6)];
                flags[post] = rows[2 * post] == 0 ? Head.HIDE.flag() : 0;
            }
            rows[2 * clicked] = random.nextBoolean() ? 3 : 6;
            flags[clicked] = Head.CLICK.flag();
            examples.add(START.plusSeconds(i), rows, flags);
        }
        return examples;
    }

    private static RankerSession session(RankerNetwork network, ListwiseTask task) {
        return new RankerSession(
                network.inputs(), network.scaling(), network.members().get(0), task.weights());
    }

    private static double auc(ListwiseModel model, ListwiseExamples examples) {
        double sum = 0;
        for (int i = 0; i < examples.size(); i++) {
            sum += Metrics.auc(model.score(examples.rows(i)), examples.clicked(i));
        }
        return sum / examples.size();
    }

    // The post with the highest product of its first two columns is clicked.
    private static ListwiseExamples examples(int count, long seed) {
        Random random = new Random(seed);
        ListwiseExamples examples = new ListwiseExamples(WIDTH);
        for (int i = 0; i < count; i++) {
            int posts = 4 + random.nextInt(5);
            float[] rows = new float[posts * WIDTH];
            int best = 0;
            for (int at = 0; at < rows.length; at++) {
                rows[at] = (float) random.nextGaussian();
            }
            for (int post = 1; post < posts; post++) {
                best = product(rows, post) > product(rows, best) ? post : best;
            }
            boolean[] clicked = new boolean[posts];
            clicked[best] = true;
            examples.add(START.plusSeconds(120L * i), rows, clicked);
        }
        return examples;
    }

    private static float product(float[] rows, int post) {
        return rows[post * WIDTH] * rows[post * WIDTH + 1];
    }
}
