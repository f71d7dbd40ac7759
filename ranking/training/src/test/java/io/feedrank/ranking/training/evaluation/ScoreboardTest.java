package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.clicklog.EbnerdFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private static final List<String> POSTS = List.of("10", "11", "12", "13");

    private final Scoreboard board = new Scoreboard(List.of("good", "none"), 7);

    @Test
    void a_constant_score_counts_as_the_mean_over_all_orders() {
        add("u", new float[] {9, 1, 2, 3}, 0);

        Figures none = board.figures().get("none");

        assertThat(none.auc()).isEqualTo(0.5);
        assertThat(none.mrr()).isCloseTo((1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 4, within(1e-12));
        assertThat(board.figures().get("good").ndcg10()).isEqualTo(1);
    }

    @Test
    void impressions_without_an_order_are_counted_and_left_out() {
        add("u", new float[] {9, 1, 2, 3}, 0);
        add("u", new float[] {9, 1, 2, 3});
        add("u", new float[] {9, 1, 2, 3}, 0, 1, 2, 3);

        assertThat(board.judged()).isEqualTo(1);
        assertThat(board.withoutClick()).isEqualTo(1);
        assertThat(board.allClicked()).isEqualTo(1);
        assertThat(board.figures().get("good").auc()).isEqualTo(1);
    }

    @Test
    void means_are_over_impressions_and_intervals_hold_them() {
        for (int user = 0; user < 40; user++) {
            for (int i = 0; i <= user % 3; i++) {
                add("u" + user, new float[] {user % 4 == 0 ? 0 : 9, 1, 2, 3}, 0);
            }
        }

        Figures good = board.figures().get("good");
        double[] interval = good.intervals().getOrDefault("auc", new double[2]);
        double[] gain = board.gain("good", "none").getOrDefault("auc", new double[3]);

        assertThat(good.auc()).isBetween(interval[0], interval[1]);
        assertThat(interval[1] - interval[0]).isBetween(0.05, 0.5);
        assertThat(gain[1]).isCloseTo(good.auc() - 0.5, within(1e-12));
        assertThat(gain[0]).isLessThan(gain[1]);
    }

    @Test
    void the_seed_decides_the_intervals() {
        Scoreboard again = new Scoreboard(List.of("good", "none"), 7);
        Scoreboard other = new Scoreboard(List.of("good", "none"), 8);
        for (int user = 0; user < 20; user++) {
            float[] scores = {user % 4, 1, 2, 3};
            add("u" + user, scores, 0);
            for (Scoreboard one : List.of(again, other)) {
                one.add(impression("u" + user, 0), Map.of("good", scores, "none", new float[4]));
            }
        }

        assertThat(interval(again)).isEqualTo(interval(board)).isNotEqualTo(interval(other));
    }

    private static double[] interval(Scoreboard board) {
        return board.figures().get("good").intervals().getOrDefault("mrr", new double[0]);
    }

    private void add(String user, float[] scores, int... clicked) {
        board.add(impression(user, clicked), Map.of("good", scores, "none", new float[4]));
    }

    private static LoggedImpression impression(String user, int... clicked) {
        String line = LogLine.of("1", user, TinyLog.START, POSTS, clicked).text();
        return new LoggedImpression(0, true, EbnerdFiles.behavior(line));
    }
}
