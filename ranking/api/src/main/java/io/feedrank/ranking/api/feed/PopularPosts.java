package io.feedrank.ranking.api.feed;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.HalfLife;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.Signal;
import io.feedrank.proto.v1.FeedItem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts by what everybody reads: no model, no user. The last level that can answer. */
final class PopularPosts {
    /** No snapshot holds more items. */
    private static final int MOST_ITEMS = 200;

    private final OnlineStore store;
    private final PostCardReader cards;
    private final Clock clock;

    PopularPosts(OnlineStore store, PostCardReader cards, Clock clock) {
        this.store = store;
        this.cards = cards;
        this.clock = clock;
    }

    /** Items, best first, and what is known of their posts. */
    record Ranked(List<FeedItem> items, PostCards cards, int considered) {}

    /** What trends; the newest posts when nothing does. */
    Ranked trending(String user) {
        List<@Nullable VersionedValue> lists =
                store.get(
                        List.of(
                                new OnlineKey(FeatureGroup.TRENDING, OnlineKey.ALL),
                                new OnlineKey(FeatureGroup.FRESH_POSTS, OnlineKey.ALL)));
        Ranked trending = servable(user, entries(lists.get(0)), "trending");
        return trending.items().isEmpty()
                ? servable(user, entries(lists.get(1)), "fresh")
                : trending;
    }

    /** The caller's own posts by decayed clicks, half-life 6 h; unclicked ones keep their order. */
    Ranked byClicks(String user, List<String> postIds) {
        List<@Nullable VersionedValue> values =
                store.get(
                        postIds.stream()
                                .map(id -> new OnlineKey(FeatureGroup.POST_STATS, id))
                                .toList());
        DecayWeights weights = new DecayWeights(clock.instant());
        List<RankedPosts.Entry> entries = new ArrayList<>();
        for (int i = 0; i < postIds.size(); i++) {
            TiledCounts counts = PostCardReader.decode(PostStats.CODEC, values.get(i));
            double clicks =
                    counts == null
                            ? 0
                            : counts.decayed(Signal.CLICK.ordinal(), weights, HalfLife.SIX_HOURS);
            entries.add(new RankedPosts.Entry(postIds.get(i), clicks));
        }
        entries.sort(Comparator.comparingDouble(RankedPosts.Entry::score).reversed());
        PostCards known = cards.read(user, postIds);
        return ranked(
                entries.stream().filter(entry -> !known.withdrawn(entry.postId())).toList(),
                "caller",
                known,
                postIds.size());
    }

    private Ranked servable(String user, List<RankedPosts.Entry> entries, String source) {
        PostCards known =
                cards.read(user, entries.stream().map(RankedPosts.Entry::postId).toList());
        List<RankedPosts.Entry> kept =
                entries.stream()
                        .filter(entry -> known.servable(entry.postId()))
                        .limit(MOST_ITEMS)
                        .toList();
        return ranked(kept, source, known, entries.size());
    }

    private static Ranked ranked(
            List<RankedPosts.Entry> entries, String source, PostCards known, int considered) {
        List<FeedItem> items = new ArrayList<>(entries.size());
        for (RankedPosts.Entry entry : entries) {
            items.add(
                    FeedItem.newBuilder()
                            .setPostId(entry.postId())
                            .setRank(items.size() + 1)
                            .setScore(entry.score())
                            .addSources(source)
                            .build());
        }
        return new Ranked(items, known, considered);
    }

    private static List<RankedPosts.Entry> entries(@Nullable VersionedValue value) {
        RankedPosts posts = PostCardReader.decode(RankedPosts.CODEC, value);
        return posts == null ? List.of() : posts.top();
    }
}
