package io.feedrank.bench.features;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.change.ChangeDecoder;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.UserVector;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityState;
import io.feedrank.jobs.record.PostState;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.UserState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The same algebra without an engine: one thread, hash maps, no queue between steps, no timers, no
 * lists and no vectors to publish. It decodes the same bytes, drops the same duplicates, counts in
 * the same state and encodes the same values, those of an entity once every so many touches.
 */
final class PlainLoop {
    private static final int TOPICS = 1;
    private static final int VECTOR = 2;

    /** Authors and topics are gathered for half a second, others for 20 ms. */
    private static final int FLUSHES_OF_ITEMS = 25;

    private final Map<String, PostState> posts = new HashMap<>();
    private final Map<String, UserState> users = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> changedPosts = new HashSet<>();
    private final Map<String, Integer> changedUsers = new LinkedHashMap<>();
    private final DeclaredLoop ofPosts = new DeclaredLoop(Entity.POST);
    private final DeclaredLoop ofUsers = new DeclaredLoop(Entity.USER);
    private final List<DeclaredLoop> ofItems =
            List.of(new DeclaredLoop(Entity.AUTHOR), new DeclaredLoop(Entity.TOPIC));
    private final Map<String, EntityState> items = new HashMap<>();
    private final Consumer<OnlineWrite> out;
    private final long touchesPerFlush;
    private long touches;
    private long flushes;

    /**
     * A loop.
     *
     * @param touchesPerFlush after so many touches what changed is written
     */
    PlainLoop(long touchesPerFlush, Consumer<OnlineWrite> out) {
        this.touchesPerFlush = touchesPerFlush;
        this.out = out;
    }

    /** Takes rows in, and writes them. */
    void posts(List<byte[]> rows) {
        for (byte[] row : rows) {
            Change change = ChangeDecoder.decode(row);
            PostState state = new PostState();
            state.apply((PostChange) change);
            Change.Post meta = Objects.requireNonNull(state.meta());
            posts.put(meta.id(), state);
            write(FeatureGroup.POST_META, meta.id(), state.sequence(), PostMeta.CODEC, meta);
        }
    }

    /** Takes events in. */
    void events(List<byte[]> records) {
        for (byte[] record : records) {
            Event event = EventCodec.decode(record, EventCodec.PROTOBUF);
            if (seen.add(event.eventId())) {
                for (int slot = 0; slot < event.postIds().size(); slot++) {
                    touch(PostTouch.of(event, slot));
                }
            }
        }
        flush();
        ofItems.forEach(ofItem -> ofItem.flush(this::item, out));
    }

    private void touch(PostTouch touch) {
        PostState post = posts.get(touch.postId());
        if (post == null) {
            return;
        }
        boolean click = touch.event().type() == EventType.CLICK;
        float[] stamp = click ? post.unitVector() : null;
        Change.Post meta = Objects.requireNonNull(post.meta());
        post.apply(touch);
        changedPosts.add(touch.postId());
        EnrichedTouch enriched =
                new EnrichedTouch(touch, meta.topic(), meta.authorId(), stamp, null);
        UserState user = users.computeIfAbsent(touch.userId(), id -> new UserState());
        user.apply(enriched);
        Observation observation = enriched.observation();
        ofPosts.take(touch.postId(), post.declared(), observation);
        ofUsers.take(touch.userId(), user.features().declared(), observation);
        for (DeclaredLoop ofItem : ofItems) {
            String key = ofItem.keyOf(observation);
            if (!key.isEmpty()) {
                EntityState item = items.computeIfAbsent(key, id -> new EntityState());
                ofItem.take(key, item.declared(), observation);
                item.updated();
            }
        }
        int changed = (meta.topic().isEmpty() ? 0 : TOPICS) | (click ? VECTOR : 0);
        changedUsers.merge(touch.userId(), changed, (one, other) -> one | other);
        if (++touches % touchesPerFlush == 0) {
            flush();
        }
    }

    private void flush() {
        for (String id : changedPosts) {
            PostState state = Objects.requireNonNull(posts.get(id));
            write(FeatureGroup.POST_STATS, id, state.sequence(), PostStats.CODEC, state.stats());
        }
        changedPosts.clear();
        changedUsers.forEach(this::writeUser);
        changedUsers.clear();
        ofPosts.flush(
                id -> {
                    PostState state = Objects.requireNonNull(posts.get(id));
                    return new DeclaredLoop.Owner(id, state.declared(), state.sequence());
                },
                out);
        ofUsers.flush(
                id -> {
                    UserState state = Objects.requireNonNull(users.get(id));
                    return new DeclaredLoop.Owner(
                            id, state.features().declared(), state.sequence());
                },
                out);
        if (++flushes % FLUSHES_OF_ITEMS == 0) {
            ofItems.forEach(ofItem -> ofItem.flush(this::item, out));
        }
    }

    private DeclaredLoop.Owner item(String key) {
        EntityState state = Objects.requireNonNull(items.get(key));
        return new DeclaredLoop.Owner(DeclaredLoop.idOf(key), state.declared(), state.sequence());
    }

    private void writeUser(String id, int changed) {
        UserState state = Objects.requireNonNull(users.get(id));
        long sequence = state.sequence();
        var features = state.features();
        write(FeatureGroup.USER_ACTIVITY, id, sequence, UserActivity.CODEC, features.activity());
        write(FeatureGroup.USER_POSTS, id, sequence, UserPosts.CODEC, features.posts());
        if ((changed & TOPICS) != 0) {
            write(FeatureGroup.USER_TOPICS, id, sequence, UserTopics.CODEC, features.topics());
        }
        if ((changed & VECTOR) != 0) {
            UserVector vector = UserVector.of(features.vector());
            write(FeatureGroup.USER_VECTOR, id, sequence, UserVector.CODEC, vector);
        }
    }

    private <T> void write(
            FeatureGroup group, String entity, long sequence, Codec<T> codec, T value) {
        out.accept(
                new OnlineWrite(
                        new OnlineKey(group, entity),
                        VersionedValue.of(1, sequence, codec.toBytes(value))));
    }

    /** Serialized state of a user, on average. */
    double stateBytesPerUser() {
        return users.values().stream()
                .mapToInt(state -> UserState.CODEC.toBytes(state).length)
                .average()
                .orElse(0);
    }
}
