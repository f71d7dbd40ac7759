package io.feedrank.ranking.function;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.TrendingScore;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.PostEmbedding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Posts {@code p0}, {@code p1} … with as many clicks as their number, as the feature jobs would
 * write them.
 */
final class TestData {
    private TestData() {}

    static void writePosts(OnlineStore store, int count) {
        List<OnlineWrite> writes = new ArrayList<>();
        RankedPosts trending = new RankedPosts(200);
        Instant now = Instant.now();
        for (int i = 0; i < count; i++) {
            String id = "p" + i;
            Post post =
                    new Post(
                            id,
                            "author" + i,
                            now.minusSeconds(3_600).toEpochMilli(),
                            "Title of " + id,
                            "en",
                            "topic" + i,
                            Post.PUBLISHED,
                            0);
            TiledCounts stats = PostStats.empty();
            stats.add(now.minusSeconds(600), Signal.CLICK.ordinal(), i);
            writes.add(write(FeatureGroup.POST_META, id, PostMeta.CODEC, post));
            writes.add(write(FeatureGroup.POST_STATS, id, PostStats.CODEC, stats));
            trending.put(id, TrendingScore.of(i + 1, now));
        }
        writes.add(write(FeatureGroup.TRENDING, OnlineKey.ALL, RankedPosts.CODEC, trending));
        store.put(writes);
    }

    /** A user whose vector is that of {@code reader}. */
    static void writeUser(OnlineStore store, String userId, String reader) {
        UserFeatures user = UserFeatures.empty();
        user.add(
                Signal.CLICK,
                Instant.now().minusSeconds(60),
                "other",
                "topic",
                VectorSpace.ofReader(reader));
        store.put(
                List.of(
                        write(
                                FeatureGroup.USER_ACTIVITY,
                                userId,
                                UserActivity.CODEC,
                                user.activity()),
                        write(FeatureGroup.USER_VECTOR, userId, VectorSpace.CODEC, user.vector())));
    }

    static byte[] embedding(String postId, String reader) {
        PostEmbedding.Builder embedding =
                PostEmbedding.newBuilder().setPostId(postId).setSpace(VectorSpace.NAME);
        for (float component : VectorSpace.ofReader(reader)) {
            embedding.addVector(component);
        }
        return embedding.build().toByteArray();
    }

    private static <T> OnlineWrite write(
            FeatureGroup group, String entity, Codec<T> codec, T value) {
        return new OnlineWrite(
                new OnlineKey(group, entity), VersionedValue.of(1, 1, codec.toBytes(value)));
    }
}
