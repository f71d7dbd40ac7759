package io.feedrank.bench.candidates;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.TrendingScore;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.PostUpdate;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the feature jobs would know at one moment of the past: the same aggregations, lists and
 * vectors, fed event by event in time order.
 */
final class Readership {
    private static final int MOST_LISTED = 500;
    private static final int EXPLORED = 200;

    private static final class Post {
        private final Instant firstSeen;
        private final TiledCounts stats = PostStats.empty();
        private final DecayedVector vector = VectorSpace.empty();
        private Instant lastSeen;

        Post(Instant seen) {
            firstSeen = seen;
            lastSeen = seen;
        }
    }

    private final Map<String, Post> posts = new HashMap<>();
    private final Map<String, UserFeatures> users = new HashMap<>();
    private final Map<OnlineKey, RankedPosts> lists = new HashMap<>();
    private final LiveIndex index;
    private final Duration pool;

    /**
     * Nobody has read anything.
     *
     * @param pool a post that nobody saw for so long is forgotten
     */
    Readership(LiveIndex index, Duration pool) {
        this.index = index;
        this.pool = pool;
    }

    /** Takes in one event; its time is not before that of the one before. */
    void take(Event event) {
        for (String postId : event.postIds()) {
            Post post = posts.computeIfAbsent(postId, id -> new Post(event.eventTime()));
            post.lastSeen = event.eventTime();
            float[] stamp = event.type() == EventType.CLICK ? post.vector.unit() : null;
            Signal signal = Signal.of(event.type());
            users.computeIfAbsent(event.userId(), id -> UserFeatures.empty())
                    .add(signal, event.eventTime(), postId, "", stamp);
            post.stats.add(event.eventTime(), signal.ordinal(), 1);
            if (signal == Signal.CLICK) {
                click(postId, post, event);
            }
            list(postId, post);
        }
    }

    private void click(String postId, Post post, Event event) {
        post.vector.add(
                VectorSpace.ofReader(event.userId()),
                event.eventTime(),
                VectorSpace.POST_HALF_LIFE);
        float[] unit = post.vector.unit();
        if (unit != null) {
            index.apply(new PostUpdate.Vector(postId, VectorSpace.NAME, unit, Attributes.NONE));
        }
        DecayWeights weights = new DecayWeights(post.stats.newest());
        double clicks =
                post.stats.decayed(Signal.CLICK.ordinal(), weights, TrendingScore.HALF_LIFE);
        put(FeatureGroup.TRENDING, ListScope.ALL, postId, TrendingScore.of(clicks, weights.asOf()));
    }

    private void list(String postId, Post post) {
        double created = post.firstSeen.toEpochMilli();
        put(FeatureGroup.FRESH_POSTS, ListScope.ALL, postId, created);
        if (post.stats.total(Signal.IMPRESSION.ordinal()) < EXPLORED) {
            put(FeatureGroup.FRESH_POSTS, ListScope.EXPLORE, postId, created);
        } else {
            of(FeatureGroup.FRESH_POSTS, ListScope.EXPLORE).remove(postId);
        }
    }

    private void put(FeatureGroup group, String scope, String postId, double score) {
        of(group, scope).put(postId, score);
    }

    private RankedPosts of(FeatureGroup group, String scope) {
        return lists.computeIfAbsent(
                new OnlineKey(group, scope), key -> new RankedPosts(MOST_LISTED));
    }

    /** A kept list; null when nothing was ever on it. */
    @Nullable RankedPosts list(OnlineKey key) {
        return lists.get(key);
    }

    /** Forgets what nobody saw lately. */
    void forget(Instant now) {
        List<String> gone = new ArrayList<>();
        posts.forEach(
                (postId, post) -> {
                    if (post.lastSeen.plus(pool).isBefore(now)) {
                        gone.add(postId);
                    }
                });
        for (String postId : gone) {
            posts.remove(postId);
            index.apply(new PostUpdate.Gone(postId));
            lists.values().forEach(list -> list.remove(postId));
        }
    }

    boolean knows(String postId) {
        return posts.containsKey(postId);
    }

    int size() {
        return posts.size();
    }

    UserContext user(String userId) {
        return new UserContext(
                users.getOrDefault(userId, UserFeatures.empty()),
                VectorSpace.NAME,
                Set.of(),
                Set.of(),
                new UserContext.Provenance(Map.of(), List.of(), ""));
    }
}
