package io.feedrank.ranking.pipeline.hydrate;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.Newsroom;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostHydratorTest {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final LiveIndex index = Newsroom.index();
    private final Newsroom newsroom = new Newsroom(store, index);
    private final PostHydrator hydrator = new PostHydrator(store, new LocalPostVectors(index));

    @Test
    void all_candidates_are_hydrated_in_one_round_trip_in_their_order() {
        newsroom.add(Newsroom.post("p1", "a1", "sport"), 2);
        newsroom.add(Newsroom.post("p2", "a2", "news"), 0);
        newsroom.readBy("p2", "anna");
        Hydration hydration = hydrate("p2", "p1");
        assertThat(store.reads()).as("posts; authors and topics").hasSize(2);
        assertThat(hydration.hydrated())
                .extracting(HydratedCandidate::postId)
                .containsExactly("p2", "p1");
        assertThat(hydration.hydrated().get(0).identity().vector()).hasSize(64);
        assertThat(hydration.hydrated().get(1).identity().vector()).isNull();
        assertThat(hydration.hydrated().get(1).identity().topic()).isEqualTo("sport");
        assertThat(hydration.hydrated().get(1).read().versions())
                .as("of each group that was read")
                .containsOnlyKeys("post_meta:v1", "post_stats:v1");
    }

    @Test
    void a_post_that_nothing_is_known_of_or_cannot_be_read_is_missing_with_the_reason() {
        newsroom.add(Newsroom.post("p1", "a1", "sport"), 2);
        newsroom.spoil(FeatureGroup.POST_META, "broken");
        Hydration hydration = hydrate("gone", "broken", "p1");
        assertThat(hydration.hydrated()).hasSize(1);
        assertThat(hydration.missing())
                .extracting(missing -> missing.candidate().postId() + " " + missing.reason())
                .containsExactly("gone unknown", "broken unreadable");
    }

    @Test
    void counts_are_decoded_again_when_they_changed_and_only_then() {
        newsroom.add(Newsroom.post("p1", "a1", "sport"), 2);
        HydratedCandidate first = hydrate("p1").hydrated().get(0);
        HydratedCandidate same = hydrate("p1").hydrated().get(0);
        assertThat(same.features().stats()).isSameAs(first.features().stats());
        // The same version with other bytes, as after a job that was restored.
        newsroom.add(Newsroom.post("p1", "a1", "sport"), 3);
        HydratedCandidate changed = hydrate("p1").hydrated().get(0);
        assertThat(changed.features().stats().total(Signal.CLICK.ordinal())).isEqualTo(3);
        assertThat(changed.features().stats().newest()).isBefore(NOON);
    }

    private Hydration hydrate(String... postIds) {
        return hydrator.hydrate(
                List.of(postIds).stream().map(id -> new Candidate(id, List.of("test"))).toList(),
                VectorSpace.NAME,
                Instant.MAX);
    }
}
