package io.feedrank.ranking.pipeline.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.pipeline.FakeModels;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelLadderTest {
    private static final FeatureRows ROWS =
            new FeatureRows(new float[] {1, 2, 3, 4}, 2, List.of("a", "b"));

    @Test
    void columns_are_mapped_by_name() {
        ModelLadder ladder =
                new ModelLadder(
                        new FakeModels(
                                FakeModels.scorer(
                                        "m/1", List.of("b", "a"), row -> 10 * row[0] + row[1]),
                                null));
        assertThat(ladder.score(ROWS).scores().score()).containsExactly(21, 43);
    }

    @Test
    void a_model_that_reads_a_column_there_is_none_of_is_passed_over_by_name() {
        ModelLadder ladder =
                new ModelLadder(
                        new FakeModels(
                                FakeModels.scorer("m/1", List.of("c"), row -> row[0]),
                                FakeModels.scorer("small/1", List.of("a"), row -> row[0])));
        Scoring scoring = ladder.score(ROWS);
        assertThat(scoring.servedBy()).isEqualTo(ServedBy.SERVED_BY_FALLBACK);
        assertThat(scoring.passedOver())
                .singleElement()
                .asString()
                .contains("production")
                .contains("'c'")
                .contains("[a, b]");
    }

    @Test
    void when_all_models_fail_the_error_names_each() {
        ModelLadder ladder =
                new ModelLadder(
                        new FakeModels(
                                FakeModels.scorer("m/1", List.of("a"), row -> Float.NaN),
                                FakeModels.scorer("small/1", List.of("x"), row -> row[0])));
        assertThatThrownBy(() -> ladder.score(ROWS))
                .hasMessageContaining("m/1 gave no finite score")
                .hasMessageContaining("'x'");
    }

    @Test
    void no_rows_give_no_scores() {
        ModelLadder ladder =
                new ModelLadder(
                        new FakeModels(
                                FakeModels.scorer("m/1", List.of("a"), row -> row[0]), null));
        Scoring scoring = ladder.score(new FeatureRows(new float[0], 0, List.of("a", "b")));
        assertThat(scoring.scores().score()).isEmpty();
        assertThat(scoring.notFinite()).isZero();
    }
}
