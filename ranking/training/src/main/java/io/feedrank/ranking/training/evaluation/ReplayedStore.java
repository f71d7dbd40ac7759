package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.UserVector;
import io.feedrank.feature.state.VectorSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The online store as it would be by now: what the feature jobs keep of posts, authors, topics and
 * users, by the algebra that they run, packed by their codecs whenever it is read. One thread.
 */
final class ReplayedStore implements OnlineStore {
    /**
     * What happened.
     *
     * @param listSize posts in view, of an impression; else 0
     * @param dwellMs how long the post was read; 0 when that is not known
     */
    record Event(Signal signal, Instant time, int listSize, long dwellMs) {}

    private record KeptPost(
            Post row, TiledCounts stats, DecayedVector vector, DeclaredStates declared) {}

    private final Map<String, Post> rows;
    private final Map<FeatureGroup, GroupLayout> layouts = new HashMap<>();
    private final Map<Entity, List<GroupLayout>> byEntity = new HashMap<>();
    private final Map<String, KeptPost> posts = new HashMap<>();
    private final Map<String, DeclaredStates> authors = new HashMap<>();
    private final Map<String, DeclaredStates> topics = new HashMap<>();
    private final Map<String, UserFeatures> users = new HashMap<>();
    private Instant now = Instant.EPOCH;

    /**
     * @param rows of posts, by id; others are known from when they are first seen
     */
    ReplayedStore(FeatureCatalog catalog, Map<String, Post> rows) {
        this.rows = Map.copyOf(rows);
        for (Entity entity : List.of(Entity.POST, Entity.AUTHOR, Entity.TOPIC, Entity.USER)) {
            List<GroupLayout> own = catalog.layouts(entity);
            byEntity.put(entity, own);
            own.forEach(layout -> layouts.put(catalog.group(layout), layout));
        }
    }

    /** The moment of what is read next: a post that was never seen begins then. */
    void asOf(Instant moment) {
        now = moment;
    }

    /** Something happened between a user and a post. */
    void take(Event event, String userId, String postId) {
        KeptPost post =
                posts.computeIfAbsent(
                        postId,
                        id ->
                                new KeptPost(
                                        row(id, event.time()),
                                        PostStats.empty(),
                                        VectorSpace.empty(),
                                        new DeclaredStates()));
        boolean click = event.signal() == Signal.CLICK;
        // Stamped before the click counts, as the jobs do.
        float[] stamp = click ? post.vector().unit() : null;
        String topic = post.row().topic();
        String author = post.row().authorId();
        Observation observation =
                new Observation(
                        event.signal(),
                        event.time(),
                        new Observation.Subject(userId, postId, topic, author),
                        event.listSize(),
                        event.dwellMs(),
                        stamp);
        post.stats().add(event.time(), event.signal().ordinal(), 1);
        if (click) {
            post.vector()
                    .add(VectorSpace.ofReader(userId), event.time(), VectorSpace.POST_HALF_LIFE);
        }
        update(post.declared(), Entity.POST, observation);
        if (!author.isEmpty()) {
            update(known(authors, author), Entity.AUTHOR, observation);
        }
        if (!topic.isEmpty()) {
            update(known(topics, topic), Entity.TOPIC, observation);
        }
        UserFeatures user = users.computeIfAbsent(userId, id -> UserFeatures.empty());
        user.add(event.signal(), event.time(), postId, topic, stamp);
        update(user.declared(), Entity.USER, observation);
    }

    /** The unit vector of a post; null as long as nobody read it. */
    float @Nullable [] vector(String postId) {
        KeptPost post = posts.get(postId);
        return post == null ? null : post.vector().unit();
    }

    @Override
    public List<@Nullable VersionedValue> get(List<OnlineKey> keys) {
        List<@Nullable VersionedValue> values = new ArrayList<>(keys.size());
        for (OnlineKey key : keys) {
            values.add(value(key.group(), key.entity()));
        }
        return values;
    }

    @Override
    public void put(List<OnlineWrite> writes) {
        throw new UnsupportedOperationException("values follow from the events alone");
    }

    @Override
    public void close() {}

    private @Nullable VersionedValue value(FeatureGroup group, String id) {
        GroupLayout layout = layouts.get(group);
        if (layout != null) {
            DeclaredStates states = declared(layout, id);
            GroupState state = states == null ? null : states.get(layout);
            return state == null ? null : packed(layout.codec(), state);
        }
        KeptPost post = posts.get(id);
        if (group.equals(FeatureGroup.POST_META)) {
            return packed(PostMeta.CODEC, post == null ? row(id, now) : post.row());
        }
        if (group.equals(FeatureGroup.POST_STATS)) {
            return post == null ? null : packed(PostStats.CODEC, post.stats());
        }
        UserFeatures user = users.get(id);
        return user == null ? null : ofUser(group, user);
    }

    private static @Nullable VersionedValue ofUser(FeatureGroup group, UserFeatures user) {
        if (group.equals(FeatureGroup.USER_ACTIVITY)) {
            return packed(UserActivity.CODEC, user.activity());
        }
        if (group.equals(FeatureGroup.USER_TOPICS)) {
            return packed(UserTopics.CODEC, user.topics());
        }
        if (group.equals(FeatureGroup.USER_POSTS)) {
            return packed(UserPosts.CODEC, user.posts());
        }
        if (group.equals(FeatureGroup.USER_VECTOR)) {
            return packed(UserVector.CODEC, UserVector.of(user.vector()));
        }
        return null;
    }

    private @Nullable DeclaredStates declared(GroupLayout layout, String id) {
        return switch (FeatureCatalog.storedUnder(layout.entity())) {
            case POST -> {
                KeptPost post = posts.get(id);
                yield post == null ? null : post.declared();
            }
            case AUTHOR -> authors.get(id);
            case TOPIC -> topics.get(id);
            case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST -> {
                UserFeatures user = users.get(id);
                yield user == null ? null : user.declared();
            }
        };
    }

    private Post row(String id, Instant seen) {
        Post row = rows.get(id);
        return row == null ? LoggedPosts.nameless(id, seen) : row;
    }

    private void update(DeclaredStates states, Entity entity, Observation observation) {
        states.update(byEntity.getOrDefault(entity, List.of()), observation);
    }

    private static DeclaredStates known(Map<String, DeclaredStates> all, String id) {
        return all.computeIfAbsent(id, fresh -> new DeclaredStates());
    }

    // One version for all: what was decoded before is told apart by its bytes.
    private static <T> VersionedValue packed(Codec<T> codec, T value) {
        return VersionedValue.of(1, 1, codec.toBytes(value));
    }
}
