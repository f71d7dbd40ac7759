package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.ranking.pipeline.score.ColumnMapping;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExampleRowsTest {
    private static final List<String> FEATURES = List.of("post_clicks_6h");
    private static final List<String> COLUMNS = List.of("post_clicks_6h", "z(post_clicks_6h)");
    private static final int SIZE = 5;

    @Test
    void a_list_alone_is_what_a_request_of_that_list_would_be() {
        Examples examples = examples(20);

        float[] rows = new ExampleRows(examples, COLUMNS, 0).of(7);

        float[] own = new float[SIZE];
        examples.copyRows(examples.start(7), examples.start(8), own, 0);
        float[] served = new float[SIZE * COLUMNS.size()];
        ColumnMapping.of(FEATURES, COLUMNS).map(new FeatureRows(own, SIZE, FEATURES), served);
        assertThat(rows).containsExactly(served);
    }

    @Test
    void more_candidates_are_those_of_the_lists_shown_before_and_never_of_later_ones() {
        float[] whole = new ExampleRows(examples(20), COLUMNS, 4 * SIZE).of(7);
        float[] cutShort = new ExampleRows(examples(8), COLUMNS, 4 * SIZE).of(7);
        float[] alone = new ExampleRows(examples(8), COLUMNS, 0).of(7);

        assertThat(cutShort).containsExactly(whole);
        assertThat(alone).isNotEqualTo(whole);
        assertThat(alone[0]).isEqualTo(whole[0]);
    }

    @Test
    void ranges_hold_the_rows_of_each_impression_in_turn() {
        ExampleRows rows = new ExampleRows(examples(20), COLUMNS, 3 * SIZE);

        float[] range = rows.of(6, 8);

        assertThat(range).startsWith(rows.of(6)).endsWith(rows.of(7));
        assertThat(range).hasSize(2 * 2 * SIZE);
    }

    private static Examples examples(int impressions) {
        Random random = new Random(4);
        Examples examples = new Examples(FEATURES, impressions * SIZE);
        for (int i = 0; i < impressions; i++) {
            examples.startImpression(1_000L * i);
            for (int post = 0; post < SIZE; post++) {
                examples.setFeature(examples.addRow(), 0, random.nextInt(100));
            }
        }
        return examples;
    }
}
