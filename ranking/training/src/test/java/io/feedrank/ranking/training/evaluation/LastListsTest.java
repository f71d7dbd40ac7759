package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.ranking.pipeline.score.ColumnMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastListsTest {
    private static final int MOST = 40;
    private static final List<String> COLUMNS = List.of("a", "z(a)");
    private static final ColumnMapping MAPPING = ColumnMapping.of(List.of("a"), COLUMNS);

    private final LastLists lists = new LastLists(MAPPING, COLUMNS.size(), MOST);

    @Test
    void a_list_is_related_to_whole_lists_before_it_until_there_are_enough() {
        Random random = new Random(3);
        List<float[]> shown = new ArrayList<>();
        // More rows than are held at first, so that they move.
        for (int i = 0; i < 2_000; i++) {
            float[] own = new float[1 + random.nextInt(9)];
            for (int row = 0; row < own.length; row++) {
                own[row] = random.nextInt(100);
            }
            float[] taken = MAPPING.take(own, own.length);
            for (int candidates : new int[] {0, 10, MOST}) {
                assertThat(lists.among(taken, candidates)).isEqualTo(naive(shown, own, candidates));
            }
            lists.shown(taken);
            shown.add(own);
        }
    }

    private static float[] naive(List<float[]> shown, float[] own, int candidates) {
        List<float[]> among = new ArrayList<>(List.of(own));
        int count = own.length;
        for (int i = shown.size() - 1; i >= 0 && count < candidates; i--) {
            among.add(0, shown.get(i));
            count += shown.get(i).length;
        }
        double sum = 0;
        for (float[] list : among) {
            for (float value : list) {
                sum += value;
            }
        }
        double mean = sum / count;
        double squares = 0;
        for (float[] list : among) {
            for (float value : list) {
                squares += (value - mean) * (value - mean);
            }
        }
        double deviation = Math.sqrt(squares / count);
        float[] rows = new float[own.length * 2];
        for (int i = 0; i < own.length; i++) {
            rows[2 * i] = own[i];
            rows[2 * i + 1] = deviation == 0 ? 0 : (float) ((own[i] - mean) * (1 / deviation));
        }
        return rows;
    }
}
