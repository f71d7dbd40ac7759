package io.feedrank.ranking.pipeline.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LiveIndexTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final SetClock clock = new SetClock();
    private final LiveIndex live = new LiveIndex(ExactVectorIndex::new, clock);
    private final LocalPostVectors vectors = new LocalPostVectors(live);

    @Test
    void posts_come_and_go_while_they_are_searched() {
        put("p1", "v1", "anna");
        assertThat(found("v1", "anna")).containsExactly("p1");
        put("p2", "v1", "anna");
        assertThat(found("v1", "anna")).containsExactly("p1", "p2");
        live.apply(new PostUpdate.Gone("p1"));
        live.apply(new PostUpdate.Gone("never-there"));
        assertThat(found("v1", "anna")).containsExactly("p2");
        assertThat(live.size()).isOne();
    }

    @Test
    void a_post_is_not_found_from_the_second_that_it_expires_and_then_leaves_the_index() {
        put("p1", "v1", "anna", NOON.plusSeconds(10));
        put("p2", "v1", "anna", NOON.minusSeconds(1));
        assertThat(live.size()).as("what has expired does not even come in").isOne();
        clock.now = NOON.plusSeconds(10);
        assertThat(found("v1", "anna")).isEmpty();
        assertThat(live.size()).isOne();
        live.tick();
        assertThat(live.size()).isZero();
    }

    @Test
    void a_new_space_is_built_beside_and_takes_over_when_it_holds_nearly_as_many_posts() {
        for (int i = 0; i < 100; i++) {
            put("p" + i, "v1", "reader" + i);
        }
        live.caughtUp();
        for (int i = 0; i < 94; i++) {
            put("p" + i, "v2", "reader" + i);
        }
        live.tick();
        assertThat(live.spaces().serving()).isEqualTo("v1");
        assertThat(live.spaces().ready()).containsExactly("v1");
        assertThat(live.spaces().building()).containsExactly("v2");
        assertThat(live.ready("v2")).isNull();
        assertThat(found("v1", "reader3")).as("untouched").hasSize(100);

        put("p94", "v2", "reader94");
        live.tick();
        assertThat(live.spaces().serving()).isEqualTo("v2");
        assertThat(live.spaces().ready()).containsExactlyInAnyOrder("v1", "v2");
        assertThat(found("v2", "reader3")).hasSize(95);
        assertThat(found("v1", "reader3")).as("for users who have not moved").hasSize(100);

        clock.now = NOON.plus(LiveIndex.KEPT);
        live.tick();
        assertThat(live.spaces().ready()).containsExactly("v2");
        assertThat(live.spaces().building()).isEmpty();
    }

    @Test
    void a_deleted_post_is_gone_in_every_space() {
        put("p1", "v1", "anna");
        live.caughtUp();
        put("p1", "v2", "anna");
        live.tick();
        live.apply(new PostUpdate.Gone("p1"));
        assertThat(found("v1", "anna")).isEmpty();
        assertThat(found("v2", "anna")).isEmpty();
    }

    @Test
    void what_is_known_of_a_post_is_the_newest_in_every_space() {
        put("p1", "v1", "anna");
        live.caughtUp();
        Attributes danish = Attributes.NONE.described("da", "", "");
        live.apply(new PostUpdate.Vector("p1", "v2", VectorSpace.ofReader("anna"), danish));
        VectorIndex old = Objects.requireNonNull(live.ready("v1"));
        assertThat(old.attributes("p1")).isEqualTo(danish);
    }

    @Test
    void two_spaces_at_once_do_not_swap_to_and_fro() {
        put("p1", "v1", "anna");
        live.caughtUp();
        put("p1", "v2", "anna");
        live.tick();
        put("p1", "v1", "anna");
        live.tick();
        assertThat(live.spaces().serving()).isEqualTo("v2");
    }

    @Test
    void a_vector_of_other_dimensions_than_its_space_is_refused_and_changes_nothing() {
        put("p1", "v1", "anna");
        PostUpdate wrong = new PostUpdate.Vector("p1", "v1", new float[] {1, 0}, Attributes.NONE);
        assertThatThrownBy(() -> live.apply(wrong))
                .isInstanceOf(FeedrankException.class)
                .hasMessage("vector: got 2 dimensions, expected 64 of space v1");
        assertThat(found("v1", "anna")).containsExactly("p1");
    }

    @Test
    void a_query_that_cannot_be_answered_says_what_is_wrong_with_it() {
        put("p1", "v1", "anna");
        assertThatThrownBy(() -> search("v9", VectorSpace.ofReader("anna"), 1))
                .hasMessage("space: got v9, expected one of [v1]");
        assertThatThrownBy(() -> search("v1", new float[] {1, 0}, 1))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("vector:")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> search("v1", new float[64], 1))
                .isInstanceOf(FeedrankException.class);
        float[] notFinite = VectorSpace.ofReader("anna");
        notFinite[7] = Float.NaN;
        assertThatThrownBy(() -> search("v1", notFinite, 1)).isInstanceOf(FeedrankException.class);
        assertThatThrownBy(() -> search("v1", VectorSpace.ofReader("anna"), 0))
                .hasMessage("k: got 0, expected 1 to 10000");
        assertThat(search("v1", VectorSpace.ofReader("anna"), 10_000)).hasSize(1);
        assertThat(vectors.vectors("v1", List.of("p1", "unknown"), Instant.MAX).byPost())
                .containsOnlyKeys("p1");
    }

    private void put(String postId, String space, String reader) {
        put(postId, space, reader, Attributes.NEVER);
    }

    private void put(String postId, String space, String reader, Instant expires) {
        live.apply(
                new PostUpdate.Vector(
                        postId,
                        space,
                        VectorSpace.ofReader(reader),
                        Attributes.NONE.lasting(NOON, expires)));
    }

    private List<String> found(String space, String reader) {
        return search(space, VectorSpace.ofReader(reader), 1_000).stream()
                .map(Neighbour::id)
                .toList();
    }

    private List<Neighbour> search(String space, float[] vector, int k) {
        return vectors.search(
                        new VectorQuery(
                                space,
                                List.of(vector),
                                k,
                                RetrievalFilter.alive(clock.instant()),
                                Instant.MAX))
                .neighbours()
                .get(0);
    }

    private static final class SetClock extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
