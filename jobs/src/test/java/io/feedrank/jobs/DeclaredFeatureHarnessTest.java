package io.feedrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.Counting;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.Prior;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.Signal;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A feature that is declared here, and nowhere else, comes out of both topologies. */
class DeclaredFeatureHarnessTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final FeatureGroup LIKES = FeatureGroup.of("author_likes", Duration.ofDays(30));

    /** The one declaration. */
    private static final Feature ADDED =
            Feature.of(
                    "author_likes_24h",
                    Entity.AUTHOR,
                    LIKES,
                    new Counting.Count(Signal.LIKE, DAY),
                    "Likes of posts of the author in 24 hours.");

    /** The same group with another definition. */
    private static final Feature CHANGED =
            Feature.of(
                    "author_likes_24h",
                    Entity.AUTHOR,
                    LIKES.next(),
                    new Counting.Rate(Signal.LIKE, Signal.IMPRESSION, DAY, new Prior(0, 1)),
                    "Likes an impression of posts of the author in 24 hours.");

    @Test
    void an_added_feature_is_equal_online_offline_and_in_a_loop() throws Exception {
        FeatureCatalog catalog = catalog(ADDED);
        List<PostTouch> touches = touches();
        PostTouch last = touches.get(touches.size() - 1);
        float online = online(catalog, touches.subList(0, touches.size() - 1), 1, last, LIKES);
        List<TrainingExample> examples = Topologies.offline(catalog, touches);
        TrainingExample example =
                examples.stream()
                        .filter(each -> each.impression().equals(last))
                        .findFirst()
                        .orElseThrow();
        long naive =
                touches.stream()
                        .filter(touch -> touch.event().type() == EventType.LIKE)
                        .filter(touch -> author(touch.postId()).equals(author(last.postId())))
                        .count();
        assertThat(naive).isPositive();
        assertThat(online).isEqualTo((float) naive);
        assertThat(example.features()[catalog.columns().indexOf("author_likes_24h")])
                .isEqualTo((float) naive);
    }

    @Test
    void two_versions_of_a_group_are_computed_side_by_side_until_the_old_one_is_retired()
            throws Exception {
        FeatureCatalog both = catalog(ADDED, CHANGED);
        assertThat(both.columns()).contains("author_likes_24h", "author_likes_24h_v2");
        assertThat(both.groups()).contains(LIKES, LIKES.next());
        List<PostTouch> touches = touches();
        PostTouch last = touches.get(touches.size() - 1);
        List<PostTouch> before = touches.subList(0, touches.size() - 1);
        float first = online(both, before, 1, last, LIKES);
        // A new generation runs over all events from the start and fills the second version.
        float second = online(both, before, 2, last, LIKES.next());
        long shown =
                before.stream()
                        .filter(touch -> touch.event().type() == EventType.IMPRESSION)
                        .filter(touch -> author(touch.postId()).equals(author(last.postId())))
                        .count();
        assertThat(second).isEqualTo((float) (first / (shown + 1.0)));

        FeatureCatalog after = new FeatureCatalog(List.of(ADDED, CHANGED), Set.of(LIKES));
        assertThat(after.columns()).containsExactly("author_likes_24h_v2");
        assertThat(Topologies.online(after, before, config(2)))
                .noneMatch(write -> write.key().group().equals(LIKES));
    }

    @Test
    void a_group_of_two_entities_is_refused_with_both_named() {
        Feature other =
                Feature.of(
                        "topic_likes_24h",
                        Entity.TOPIC,
                        LIKES,
                        new Counting.Count(Signal.LIKE, DAY),
                        "In the wrong group.");
        assertThatThrownBy(() -> catalog(ADDED, other))
                .hasMessageContaining("got entity topic, expected author");
        assertThatThrownBy(() -> catalog(ADDED, ADDED)).hasMessageContaining("declared twice");
    }

    private static FeatureCatalog catalog(Feature... added) {
        return new FeatureCatalog(List.of(added));
    }

    private static JobConfig config(long generation) {
        JobConfig config = Touches.CONFIG;
        return new JobConfig(
                config.connections(),
                config.eventTime(),
                config.onlineCoalesce(),
                config.dedupeTtl(),
                generation,
                config.audit());
    }

    private static float online(
            FeatureCatalog catalog,
            List<PostTouch> touches,
            long generation,
            PostTouch asOf,
            FeatureGroup group)
            throws Exception {
        List<PostTouch> arrivals = new ArrayList<>(touches);
        Collections.shuffle(arrivals, new Random(3));
        List<OnlineWrite> writes = Topologies.online(catalog, arrivals, config(generation));
        VersionedValue value =
                writes.stream()
                        .filter(write -> write.key().group().equals(group))
                        .filter(write -> write.key().entity().equals(author(asOf.postId())))
                        .reduce((one, later) -> later)
                        .orElseThrow()
                        .value();
        assertThat(value.generation()).isEqualTo(generation);
        GroupLayout layout =
                catalog.layouts(Entity.AUTHOR).stream()
                        .filter(each -> each.group().equals(group.qualifiedName()))
                        .findFirst()
                        .orElseThrow();
        DeclaredStates states = new DeclaredStates();
        states.put(layout.codec().fromBytes(value.bytes(), VersionedValue.PAYLOAD));
        float[] row = new float[catalog.width()];
        catalog.computeAuthor(
                states, new DecayWeights(Instant.ofEpochSecond(asOf.second())), row, 0);
        int column =
                catalog.columns()
                        .indexOf(group.version() == 1 ? "author_likes_24h" : "author_likes_24h_v2");
        return row[column];
    }

    private static String author(String postId) {
        return Topologies.authorOf(postId);
    }

    private static List<PostTouch> touches() {
        Random random = new Random(9);
        List<PostTouch> touches = new ArrayList<>();
        Instant time = Touches.NOON;
        for (int i = 0; i < 200; i++) {
            time = time.plusSeconds(1 + random.nextInt(60));
            EventType type = random.nextInt(3) == 0 ? EventType.LIKE : EventType.IMPRESSION;
            touches.add(
                    Touches.touch(
                            "e" + i, "u" + random.nextInt(5), type, "p" + random.nextInt(6), time));
        }
        touches.add(Touches.touch("last", "u1", EventType.IMPRESSION, "p1", time.plusSeconds(5)));
        return touches;
    }
}
