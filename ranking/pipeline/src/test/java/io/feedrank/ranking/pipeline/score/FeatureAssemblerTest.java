package io.feedrank.ranking.pipeline.score;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.Newsroom;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import io.feedrank.ranking.pipeline.hydrate.PostHydrator;
import io.feedrank.ranking.pipeline.user.UserContext;
import io.feedrank.ranking.pipeline.user.UserReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeatureAssemblerTest {
    @Test
    void a_matrix_holds_what_the_catalog_computes_row_by_row() {
        InMemoryOnlineStore store = new InMemoryOnlineStore();
        LiveIndex index = Newsroom.index();
        Newsroom newsroom = new Newsroom(store, index);
        newsroom.addUser("u1", "sport", "anna");
        newsroom.add(Newsroom.post("p1", "a1", "sport"), 5);
        newsroom.add(Newsroom.post("p2", "a1", "news"), 0);
        newsroom.readBy("p1", "anna");
        UserContext user = new UserReader(store).read("u1");
        List<HydratedCandidate> candidates =
                new PostHydrator(store, new LocalPostVectors(index))
                        .hydrate(
                                List.of(
                                        new Candidate("p1", List.of()),
                                        new Candidate("p2", List.of())),
                                VectorSpace.NAME,
                                Instant.MAX)
                        .hydrated();
        FeatureCatalog catalog = FeatureCatalog.standard();

        FeatureRows rows =
                new FeatureAssembler(catalog).assemble(user, candidates, new DecayWeights(NOON));

        assertThat(rows.count()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            float[] alone = new float[catalog.width()];
            DecayWeights weights = new DecayWeights(NOON);
            catalog.computePost(candidates.get(i).features(), weights, alone, 0);
            catalog.computeAuthor(candidates.get(i).author(), weights, alone, 0);
            catalog.computeTopic(candidates.get(i).topic(), weights, alone, 0);
            catalog.computeUser(user.features(), weights, alone, 0);
            catalog.computePair(user.features(), candidates.get(i).identity(), weights, alone, 0);
            assertThat(rows.row(i)).isEqualTo(alone);
        }
        int similarity = rows.columns().indexOf("user_post_similarity");
        assertThat(rows.row(0)[similarity]).isGreaterThan(0.999f);
        assertThat(rows.row(1)[similarity]).isZero();
    }

    @Test
    void rows_of_another_second_are_computed_anew() {
        InMemoryOnlineStore store = new InMemoryOnlineStore();
        LiveIndex index = Newsroom.index();
        new Newsroom(store, index).add(Newsroom.post("p1", "a1", "sport"), 5);
        UserContext user = new UserReader(store).read("u1");
        List<HydratedCandidate> candidates =
                new PostHydrator(store, new LocalPostVectors(index))
                        .hydrate(
                                List.of(new Candidate("p1", List.of())),
                                VectorSpace.NAME,
                                Instant.MAX)
                        .hydrated();
        FeatureAssembler assembler = new FeatureAssembler(FeatureCatalog.standard());
        FeatureRows now = assembler.assemble(user, candidates, new DecayWeights(NOON));
        FeatureRows again = assembler.assemble(user, candidates, new DecayWeights(NOON));
        FeatureRows later =
                assembler.assemble(user, candidates, new DecayWeights(NOON.plusSeconds(7_200)));
        int age = now.columns().indexOf("post_age_hours");
        assertThat(again.row(0)).isEqualTo(now.row(0));
        assertThat(later.row(0)[age]).isEqualTo(now.row(0)[age] + 2);
    }

    @Test
    void traffic_of_a_post_comes_from_the_store_into_its_row() {
        InMemoryOnlineStore store = new InMemoryOnlineStore();
        LiveIndex index = Newsroom.index();
        new Newsroom(store, index).add(Newsroom.post("p1", "a1", "sport"), 5);
        FeatureCatalog catalog = FeatureCatalog.standard();
        GroupLayout layout =
                catalog.layouts(Entity.POST).stream()
                        .filter(each -> each.group().equals("post_traffic:v1"))
                        .findFirst()
                        .orElseThrow();
        GroupState traffic = layout.empty();
        Observation.Subject subject = new Observation.Subject("u1", "p1", "sport", "a1");
        for (int i = 0; i < 3; i++) {
            traffic.update(new Observation(Signal.IMPRESSION, NOON, subject, 2, 0, null));
        }
        traffic.update(Observation.of(Signal.CLICK, NOON, subject));
        traffic.update(Observation.of(Signal.CLICK, NOON, subject));
        store.put(
                List.of(
                        new OnlineWrite(
                                new OnlineKey(catalog.group(layout), "p1"),
                                VersionedValue.of(1, 1, layout.codec().toBytes(traffic)))));
        List<HydratedCandidate> candidates =
                new PostHydrator(store, new LocalPostVectors(index))
                        .hydrate(
                                List.of(new Candidate("p1", List.of())),
                                VectorSpace.NAME,
                                Instant.MAX)
                        .hydrated();
        FeatureRows rows =
                new FeatureAssembler(catalog)
                        .assemble(
                                new UserReader(store).read("u1"),
                                candidates,
                                new DecayWeights(NOON));
        assertThat(rows.row(0)[rows.columns().indexOf("post_traffic_click_lift_6h")])
                .as("two clicks where chance gives one and a half")
                .isEqualTo((float) StrictMath.log(3 / 2.5));
    }
}
