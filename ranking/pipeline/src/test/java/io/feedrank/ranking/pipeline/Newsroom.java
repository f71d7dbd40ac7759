package io.feedrank.ranking.pipeline;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.User;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.TrendingScore;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserMeta;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.UserVector;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.PostUpdate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes posts and readers into a store and an index, as the feature jobs would. */
public final class Newsroom {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final OnlineStore store;
    private final LiveIndex index;
    private final Map<String, Post> posts = new HashMap<>();

    /** An index that looks at every vector, at noon. */
    public static LiveIndex index() {
        return new LiveIndex(ExactVectorIndex::new, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    public Newsroom(OnlineStore store, LiveIndex index) {
        this.store = store;
        this.index = index;
    }

    /** A published post of ten in the morning. */
    public static Post post(String id, String author, String topic) {
        long created = NOON.minus(Duration.ofHours(2)).toEpochMilli();
        return new Post(id, author, created, "About " + id, "en", topic, Post.PUBLISHED, 0);
    }

    public void add(Post post, int clicks) {
        posts.put(post.id(), post);
        put(FeatureGroup.POST_META, post.id(), PostMeta.CODEC, post);
        TiledCounts stats = PostStats.empty();
        for (int i = 0; i < clicks; i++) {
            stats.add(NOON.minusSeconds(600L + i), Signal.CLICK.ordinal(), 1);
        }
        put(FeatureGroup.POST_STATS, post.id(), PostStats.CODEC, stats);
    }

    /** Gives a post the vector of a reader. */
    public void readBy(String postId, String reader) {
        readBy(postId, VectorSpace.NAME, VectorSpace.ofReader(reader));
    }

    /** Gives a post a vector in a space of its own. */
    public void readBy(String postId, String space, float[] vector) {
        Post post = posts.get(postId);
        index.apply(
                new PostUpdate.Vector(
                        postId,
                        space,
                        vector,
                        post == null
                                ? Attributes.NONE.lasting(Attributes.NEVER, Attributes.NEVER)
                                : attributes(post)));
    }

    private static Attributes attributes(Post post) {
        return Attributes.NONE
                .described(post.language(), post.topic(), post.authorId())
                .lasting(
                        Instant.ofEpochMilli(post.createdAtMs()),
                        post.expiresAtMs() == 0
                                ? Attributes.NEVER
                                : Instant.ofEpochMilli(post.expiresAtMs()));
    }

    /** A user who clicked one post of {@code topic}, whose vector was that of {@code reader}. */
    public void addUser(String userId, String topic, String reader) {
        UserFeatures user = UserFeatures.empty();
        user.add(
                Signal.CLICK,
                NOON.minusSeconds(60),
                "clicked-before",
                topic,
                VectorSpace.ofReader(reader));
        put(userId, user);
    }

    public void put(String userId, UserFeatures user) {
        put(FeatureGroup.USER_ACTIVITY, userId, UserActivity.CODEC, user.activity());
        put(FeatureGroup.USER_TOPICS, userId, UserTopics.CODEC, user.topics());
        put(FeatureGroup.USER_POSTS, userId, UserPosts.CODEC, user.posts());
        put(FeatureGroup.USER_VECTOR, userId, UserVector.CODEC, UserVector.of(user.vector()));
    }

    public void follows(String userId, String... authors) {
        put(FeatureGroup.USER_FOLLOWS, userId, IdSet.CODEC, ids(authors));
    }

    public void blocks(String userId, String... authors) {
        put(FeatureGroup.USER_BLOCKS, userId, IdSet.CODEC, ids(authors));
    }

    public void authorPosts(String author, String... newestFirst) {
        put(FeatureGroup.AUTHOR_POSTS, author, RankedPosts.CODEC, ranked(newestFirst));
    }

    /** A user whose row says a language. */
    public void speaks(String userId, String language) {
        put(FeatureGroup.USER_META, userId, UserMeta.CODEC, new User(userId, 1, language, "dk"));
    }

    /** The user's vector moves to another space. */
    public void moves(String userId, String space) {
        UserFeatures user = UserFeatures.empty();
        user.add(Signal.CLICK, NOON, "clicked-before", "", VectorSpace.ofReader("anna"));
        put(
                FeatureGroup.USER_VECTOR,
                userId,
                UserVector.CODEC,
                new UserVector(space, user.vector()));
    }

    public void trending(String... bestFirst) {
        trendingIn(ListScope.ALL, bestFirst);
    }

    /** Trending posts of a language or topic. */
    public void trendingIn(String scope, String... bestFirst) {
        RankedPosts list = new RankedPosts(1_000);
        for (int i = 0; i < bestFirst.length; i++) {
            list.put(bestFirst[i], TrendingScore.of(1_000 - i, NOON));
        }
        put(FeatureGroup.TRENDING, scope, RankedPosts.CODEC, list);
    }

    public void fresh(String... newestFirst) {
        freshIn(ListScope.ALL, newestFirst);
    }

    /** Fresh posts of a language, or those to be explored. */
    public void freshIn(String scope, String... newestFirst) {
        put(FeatureGroup.FRESH_POSTS, scope, RankedPosts.CODEC, ranked(newestFirst));
    }

    /** Writes empty values of the declared groups of an author or a topic. */
    public void declare(Entity entity, String id) {
        FeatureCatalog catalog = FeatureCatalog.standard();
        catalog.layouts(entity)
                .forEach(layout -> put(catalog.group(layout), id, layout.codec(), layout.empty()));
    }

    /** Writes bytes that no codec can read. */
    public void spoil(FeatureGroup group, String entity) {
        VersionedValue value = VersionedValue.of(1, 1, new byte[] {1});
        store.put(List.of(new OnlineWrite(new OnlineKey(group, entity), value)));
    }

    private <T> void put(FeatureGroup group, String entity, Codec<T> codec, T value) {
        VersionedValue versioned = VersionedValue.of(1, 7, codec.toBytes(value));
        store.put(List.of(new OnlineWrite(new OnlineKey(group, entity), versioned)));
    }

    private static IdSet ids(String... ids) {
        IdSet set = new IdSet();
        List.of(ids).forEach(set::add);
        return set;
    }

    private static RankedPosts ranked(String... bestFirst) {
        RankedPosts posts = new RankedPosts(1_000);
        for (int i = 0; i < bestFirst.length; i++) {
            posts.put(bestFirst[i], bestFirst.length - i);
        }
        return posts;
    }
}
