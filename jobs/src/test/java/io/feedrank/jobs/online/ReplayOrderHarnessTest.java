package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A job fails after it had written more than its checkpoint holds, and reads the same events in
 * another order: each group of features ends as if it had not failed.
 */
@SuppressWarnings("try") // close() declares Exception
class ReplayOrderHarnessTest {
    private static final Change.PostChange EDITED =
            new Change.PostChange(
                    "p",
                    new Change.LogPosition(1, 2),
                    new Post("p", "author", 0, "Another title", "en", "sport", Post.PUBLISHED, 0));

    private static final long STEP = Touches.CONFIG.onlineCoalesce().toMillis();

    /** What the online store keeps: nothing that is older than what it has. */
    private final Map<OnlineKey, VersionedValue> store = new HashMap<>();

    private long now;

    @Test
    void of_a_post() throws Exception {
        List<PostTouch> events =
                List.of(
                        touch("d1", EventType.DWELL),
                        touch("d2", EventType.DWELL),
                        touch("i1", EventType.IMPRESSION),
                        touch("i2", EventType.IMPRESSION),
                        touch("i3", EventType.IMPRESSION));
        Map<OnlineKey, VersionedValue> undisturbed = new HashMap<>();
        try (var posts = PostHarness.open(null)) {
            posts.processElement2(Touches.post("p", "sport"), 0);
            posts.processElement2(EDITED, 0);
            posts.processElement2(Touches.deletion("p"), 0);
            for (PostTouch event : events) {
                take(posts, event);
            }
            undisturbed.putAll(store);
        }
        store.clear();
        OperatorSubtaskState checkpoint;
        try (var posts = PostHarness.open(null)) {
            posts.processElement2(Touches.post("p", "sport"), 0);
            checkpoint = posts.snapshot(1, 1);
            for (PostTouch shown : events.subList(2, events.size())) {
                take(posts, shown);
            }
            posts.processElement2(EDITED, 0);
            take(posts, events.get(1));
        }
        try (var posts = PostHarness.open(checkpoint)) {
            posts.processElement2(EDITED, 0);
            posts.processElement2(Touches.deletion("p"), 0);
            for (PostTouch event : events) {
                take(posts, event);
            }
        }

        assertThat(store.keySet()).isEqualTo(undisturbed.keySet());
        assertThat(store.keySet()).extracting(key -> key.group().id()).contains("post_reading");
        undisturbed.forEach(
                (key, value) ->
                        assertThat(payload(store.get(key)))
                                .as("%s", key)
                                .isEqualTo(payload(value)));
        VersionedValue row = store.get(new OnlineKey(FeatureGroup.POST_META, "p"));
        Post meta = PostMeta.CODEC.fromBytes(row.bytes(), VersionedValue.PAYLOAD);
        assertThat(meta.status()).isEqualTo("deleted");
    }

    @Test
    void of_a_user() throws Exception {
        List<EnrichedTouch> events =
                List.of(
                        read("c1", EventType.CLICK, 1),
                        read("c2", EventType.CLICK, 2),
                        read("i1", EventType.IMPRESSION, 0),
                        read("i2", EventType.IMPRESSION, 0));
        OperatorSubtaskState checkpoint;
        try (var users = users(null)) {
            checkpoint = users.snapshot(1, 1);
            take(users, events.get(2));
            take(users, events.get(3));
            take(users, events.get(1));
        }
        try (var users = users(checkpoint)) {
            for (EnrichedTouch event : events) {
                take(users, event);
            }
        }
        Map<OnlineKey, VersionedValue> found = new HashMap<>(store);
        store.clear();
        try (var users = users(null)) {
            for (EnrichedTouch event : events) {
                take(users, event);
            }
        }

        assertThat(found.keySet()).isEqualTo(store.keySet());
        assertThat(found.keySet()).extracting(OnlineKey::group).contains(FeatureGroup.USER_VECTOR);
        store.forEach(
                (key, value) ->
                        assertThat(payload(found.get(key)))
                                .as("%s", key)
                                .isEqualTo(payload(value)));
    }

    private static KeyedBroadcastOperatorTestHarness<
                    String, EnrichedTouch, Suppression, OnlineWrite>
            users(@Nullable OperatorSubtaskState from) throws Exception {
        return Broadcasts.restored(
                new OnlineUserFunction(
                        Touches.CONFIG, FeatureCatalog.standard(), Broadcasts.NOBODY),
                EnrichedTouch::userId,
                RecordType.ONLINE_WRITE,
                from);
    }

    private void take(
            KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> posts,
            PostTouch touch)
            throws Exception {
        posts.processElement1(touch, 0);
        passTime(posts);
        Queue<StreamRecord<OnlineWrite>> writes =
                Objects.requireNonNull(posts.getSideOutput(OnlineOutputs.WRITES));
        writes.forEach(write -> write(write.getValue()));
        writes.clear();
    }

    private void take(
            KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, OnlineWrite>
                    users,
            EnrichedTouch touch)
            throws Exception {
        users.processElement(touch, 0);
        passTime(users);
        users.extractOutputValues().forEach(this::write);
        users.getOutput().clear();
    }

    private void passTime(AbstractStreamOperatorTestHarness<?> operator) throws Exception {
        now += STEP;
        operator.setProcessingTime(now);
    }

    private void write(OnlineWrite write) {
        store.merge(
                write.key(),
                write.value(),
                (old, fresh) -> fresh.sequence() >= old.sequence() ? fresh : old);
    }

    private static ByteBuffer payload(@Nullable VersionedValue value) {
        byte[] bytes = Objects.requireNonNull(value).bytes();
        return ByteBuffer.wrap(
                bytes, VersionedValue.PAYLOAD, bytes.length - VersionedValue.PAYLOAD);
    }

    private static PostTouch touch(String eventId, EventType type) {
        return Touches.touch(eventId, "u", type, "p", Touches.NOON);
    }

    private static EnrichedTouch read(String eventId, EventType type, float direction) {
        float[] vector = new float[VectorSpace.DIMENSIONS];
        vector[(int) direction] = 1;
        return new EnrichedTouch(
                touch(eventId, type), "sport", "a", type == EventType.CLICK ? vector : null, null);
    }
}
