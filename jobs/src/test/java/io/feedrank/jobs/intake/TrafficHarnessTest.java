package io.feedrank.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.impression.PostTraffic;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.PostStats;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.NaiveTraffic;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.online.OnlineItems;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** From whole events, out of order and some of them twice, to the value in the online store. */
@SuppressWarnings("try") // close() declares Exception
class TrafficHarnessTest {
    private static final int POSTS = 8;
    private static final int EVENTS = 400;
    private static final int SECONDS_APART = 120;

    @Test
    void traffic_online_equals_the_loop_over_events_that_came_out_of_order_and_twice()
            throws Exception {
        FeatureCatalog catalog = FeatureCatalog.standard();
        GroupLayout layout =
                catalog.layouts(Entity.POST).stream()
                        .filter(each -> each.group().equals("post_traffic:v1"))
                        .findFirst()
                        .orElseThrow();
        List<Event> events = events(new Random(11));
        List<PostChange> rows = new ArrayList<>();
        for (int post = 0; post < POSTS; post++) {
            rows.add(Touches.post("p" + post, "topic"));
        }
        List<OnlineWrite> writes =
                OnlineItems.ofPosts(catalog, rows, deduplicated(arrivals(events)), Touches.CONFIG);
        Instant now = Touches.NOON.plusSeconds((long) EVENTS * SECONDS_APART);
        for (int post = 0; post < POSTS; post++) {
            String id = "p" + post;
            VersionedValue value =
                    writes.stream()
                            .filter(write -> write.key().entity().equals(id))
                            .filter(write -> write.key().group().id().equals("post_traffic"))
                            .reduce((one, later) -> later)
                            .orElseThrow()
                            .value();
            DeclaredStates states = new DeclaredStates();
            states.put(layout.codec().fromBytes(value.bytes(), VersionedValue.PAYLOAD));
            float[] row = new float[catalog.width()];
            catalog.computePost(
                    new PostFeatures(PostStats.empty(), 0, states), new DecayWeights(now), row, 0);
            assertColumns(catalog, row, new NaiveTraffic(of(events, id), now.getEpochSecond()));
        }
    }

    private static void assertColumns(FeatureCatalog catalog, float[] row, NaiveTraffic naive) {
        int compared = 0;
        for (int i = 0; i < catalog.postWidth(); i++) {
            Feature feature = catalog.features().get(i);
            String column = feature.name().replaceFirst("post_traffic_", "");
            int at = PostTraffic.COLUMNS.indexOf(column);
            if (!feature.group().id().equals("post_traffic")) {
                continue;
            }
            PostTraffic.Measure[] measures = PostTraffic.Measure.values();
            double expected =
                    naive.get(
                            measures[at % measures.length],
                            PostTraffic.HALF_LIVES.get(at / measures.length));
            assertThat((double) row[i])
                    .as(feature.name())
                    .isCloseTo(expected, within(feature.aggregation().tolerance()));
            compared++;
        }
        assertThat(compared).isPositive();
    }

    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Instant time = Touches.NOON.plusSeconds((long) i * SECONDS_APART);
            int first = random.nextInt(POSTS);
            List<String> posts = new ArrayList<>();
            int size = i % 4 == 0 ? 1 : 1 + random.nextInt(POSTS);
            for (int post = 0; post < size; post++) {
                posts.add("p" + (first + post) % POSTS);
            }
            EventType type = i % 4 == 0 ? EventType.CLICK : EventType.IMPRESSION;
            events.add(Event.of("e" + i, "u" + random.nextInt(5), type, posts, time));
        }
        return events;
    }

    private static List<Event> arrivals(List<Event> events) {
        List<Event> arrivals = new ArrayList<>(events);
        for (int i = 0; i < events.size(); i += 3) {
            arrivals.add(events.get(i));
        }
        Collections.shuffle(arrivals, new Random(12));
        return arrivals;
    }

    private static List<PostTouch> deduplicated(List<Event> arrivals) throws Exception {
        try (KeyedBroadcastOperatorTestHarness<String, SourceEvent, Suppression, PostTouch>
                harness =
                        Broadcasts.open(
                                new DedupeByEventId(Touches.CONFIG, Broadcasts.NOBODY),
                                SourceEvent::identity,
                                RecordType.POST_TOUCH)) {
            for (Event event : arrivals) {
                harness.processElement(SourceEvent.of(event), event.eventTime().toEpochMilli());
            }
            return harness.extractOutputValues();
        }
    }

    private static List<PostTouch> of(List<Event> events, String post) {
        List<PostTouch> touches = new ArrayList<>();
        for (Event event : events) {
            int slot = event.postIds().indexOf(post);
            if (slot >= 0) {
                touches.add(PostTouch.of(event, slot));
            }
        }
        return touches;
    }
}
