package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void perfect_and_reversed_orders_are_the_extremes() {
        float[] scores = {3, 2, 1, 0};
        boolean[] first = {true, false, false, false};
        boolean[] last = {false, false, false, true};

        assertThat(Metrics.auc(scores, first)).isEqualTo(1);
        assertThat(Metrics.auc(scores, last)).isEqualTo(0);
        assertThat(Metrics.mrr(scores, first)).isEqualTo(1);
        assertThat(Metrics.mrr(scores, last)).isEqualTo(0.25);
        assertThat(Metrics.ndcg(scores, first, 5)).isEqualTo(1);
        assertThat(Metrics.ndcg(scores, last, 3)).isEqualTo(0);
    }

    @Test
    void all_scores_equal_rank_as_chance_does() {
        assertThat(Metrics.auc(new float[5], new boolean[] {true, false, false, true, false}))
                .isEqualTo(0.5);
        assertThat(Metrics.mrr(new float[2], new boolean[] {true, false})).isEqualTo(0.75);
    }

    @Test
    void a_score_that_is_not_a_number_ranks_last_and_zeros_of_both_signs_tie() {
        assertThat(Metrics.auc(new float[] {Float.NaN, -5}, new boolean[] {true, false}))
                .isEqualTo(0);
        assertThat(Metrics.auc(new float[] {-0.0f, 0.0f}, new boolean[] {true, false}))
                .isEqualTo(0.5);
    }

    @Test
    void equal_the_mean_over_all_orders_of_tied_rows() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int size = 2 + random.nextInt(5);
            float[] scores = new float[size];
            boolean[] relevant = new boolean[size];
            for (int i = 0; i < size; i++) {
                scores[i] = random.nextInt(4) - 1.5f;
                relevant[i] = random.nextBoolean();
            }
            relevant[0] = true;
            relevant[1] = false;
            List<boolean[]> orders = orders(scores, relevant);

            assertThat(Metrics.auc(scores, relevant))
                    .isCloseTo(mean(orders, MetricsTest::naiveAuc), within(1e-12));
            assertThat(Metrics.mrr(scores, relevant))
                    .isCloseTo(mean(orders, MetricsTest::naiveMrr), within(1e-12));
            assertThat(Metrics.ndcg(scores, relevant, 3))
                    .isCloseTo(mean(orders, order -> naiveNdcg(order, 3)), within(1e-12));
        }
    }

    private interface Metric {
        double of(boolean[] ranked);
    }

    private static double mean(List<boolean[]> orders, Metric metric) {
        return orders.stream().mapToDouble(metric::of).average().orElseThrow();
    }

    // Every order of the rows in which no lower score comes before a higher one.
    private static List<boolean[]> orders(float[] scores, boolean[] relevant) {
        List<boolean[]> orders = new ArrayList<>();
        extend(scores, relevant, new ArrayList<>(), orders);
        return orders;
    }

    private static void extend(
            float[] scores, boolean[] relevant, List<Integer> taken, List<boolean[]> orders) {
        if (taken.size() == scores.length) {
            boolean[] order = new boolean[scores.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = relevant[taken.get(i)];
            }
            orders.add(order);
            return;
        }
        float best = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            best = taken.contains(i) ? best : Math.max(best, scores[i]);
        }
        for (int i = 0; i < scores.length; i++) {
            if (!taken.contains(i) && scores[i] == best) {
                taken.add(i);
                extend(scores, relevant, taken, orders);
                taken.remove(taken.size() - 1);
            }
        }
    }

    private static double naiveAuc(boolean[] ranked) {
        int pairs = 0;
        int right = 0;
        for (int i = 0; i < ranked.length; i++) {
            for (int j = 0; j < ranked.length; j++) {
                if (ranked[i] && !ranked[j]) {
                    pairs++;
                    right += i < j ? 1 : 0;
                }
            }
        }
        return (double) right / pairs;
    }

    private static double naiveMrr(boolean[] ranked) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < ranked.length; i++) {
            if (ranked[i]) {
                sum += 1.0 / (i + 1);
                count++;
            }
        }
        return sum / count;
    }

    private static double naiveNdcg(boolean[] ranked, int k) {
        double gain = 0;
        double best = 0;
        int count = 0;
        for (int i = 0; i < ranked.length; i++) {
            if (ranked[i]) {
                gain += i < k ? 1 / (Math.log(i + 2) / Math.log(2)) : 0;
                best += count < k ? 1 / (Math.log(count + 2) / Math.log(2)) : 0;
                count++;
            }
        }
        return gain / best;
    }
}
