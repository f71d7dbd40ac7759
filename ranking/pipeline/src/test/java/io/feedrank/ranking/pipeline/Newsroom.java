package io.feedrank.ranking.pipeline;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.index.VectorIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes posts and readers into a store and an index, as the feature jobs would. */
public final class Newsroom {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final OnlineStore store;
    private final VectorIndex index;

    public Newsroom(OnlineStore store, VectorIndex index) {
        this.store = store;
        this.index = index;
    }

    /** A published post of ten in the morning. */
    public static Post post(String id, String author, String topic) {
        long created = NOON.minus(Duration.ofHours(2)).toEpochMilli();
        return new Post(id, author, created, "About " + id, "en", topic, Post.PUBLISHED, 0);
    }

    public void add(Post post, int clicks) {
        put(FeatureGroup.POST_META, post.id(), PostMeta.CODEC, post);
        TiledCounts stats = PostStats.empty();
        for (int i = 0; i < clicks; i++) {
            stats.add(NOON.minusSeconds(600L + i), Signal.CLICK.ordinal(), 1);
        }
        put(FeatureGroup.POST_STATS, post.id(), PostStats.CODEC, stats);
    }

    /** Gives a post the vector of a reader. */
    public void readBy(String postId, String reader) {
        index.upsert(postId, VectorSpace.ofReader(reader));
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
        put(FeatureGroup.USER_VECTOR, userId, VectorSpace.CODEC, user.vector());
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

    public void trending(String... bestFirst) {
        put(FeatureGroup.TRENDING, OnlineKey.ALL, RankedPosts.CODEC, ranked(bestFirst));
    }

    public void fresh(String... newestFirst) {
        put(FeatureGroup.FRESH_POSTS, OnlineKey.ALL, RankedPosts.CODEC, ranked(newestFirst));
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
