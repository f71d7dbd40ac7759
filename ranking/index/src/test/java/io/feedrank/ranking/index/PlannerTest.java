package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private static final int SIZE = 20_000;

    private final Random random = new Random(3);
    private VectorIndex index;

    @BeforeEach
    void fill() {
        index =
                new PlannedVectorIndex(
                        new PlannerConfig(
                                new QuantizedConfig(16, Metric.COSINE, 10_000, 1, 1.25, 1), null));
        for (int i = 0; i < SIZE; i++) {
            index.upsert(
                    "p" + i,
                    RandomVectors.next(random, 16),
                    Attributes.NONE.described(i % 2 == 0 ? "da" : "sv", "t" + i % 2_000, ""));
        }
    }

    @AfterEach
    void close() {
        index.close();
    }

    private SearchExplanation explain(SearchOptions options) {
        SearchResult result = index.search(RandomVectors.next(random, 16), options);
        assertThat(result.neighbours()).isNotEmpty();
        assertThat(result.explanation().reason()).isNotBlank();
        return result.explanation();
    }

    @Test
    void many_vectors_go_through_the_partition_and_few_that_pass_are_compared_one_by_one()
            throws Exception {
        index.refresh();

        SearchExplanation all = explain(SearchOptions.top(10));
        assertThat(all.engine()).isEqualTo("ivf");
        assertThat(all.reason()).contains("lists", "ms");
        assertThat(all.visited()).isLessThan(SIZE);
        assertThat(all.exact()).isFalse();

        IndexFilter danish = IndexFilter.of(new Condition.LanguageIn(Set.of("da")));
        SearchExplanation half = explain(SearchOptions.top(10).where(danish));
        assertThat(half.engine()).isEqualTo("ivf");
        assertThat(half.selectivity()).isBetween(0.4, 0.6);

        IndexFilter rare = IndexFilter.of(new Condition.TopicIn(Set.of("t7")));
        SearchExplanation few = explain(SearchOptions.top(10).where(rare));
        assertThat(few.engine()).isEqualTo("exact");
        assertThat(few.visited()).isEqualTo(10);
        assertThat(few.exact()).isTrue();

        IndexFilter named = IndexFilter.of(new Condition.IdIn(Set.of("p1", "p2", "nobody")));
        SearchExplanation two = explain(SearchOptions.top(10).where(named));
        assertThat(two.engine()).isEqualTo("exact");
        assertThat(two.visited()).isEqualTo(2);
    }

    @Test
    void the_exact_answer_is_given_to_who_asks_for_it() throws Exception {
        index.refresh();
        assertThat(explain(SearchOptions.top(10).recalling(1)).exact()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchOptions.top(10).recalling(1.1))
                .withMessageContaining("recall: got 1.1");
    }

    @Test
    void a_graph_of_other_vectors_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new PlannerConfig(
                                        QuantizedConfig.of(16, Metric.COSINE),
                                        HnswConfig.ofDimensions(32)))
                .withMessageContaining("graph: got 32 dimensions");
    }
}
