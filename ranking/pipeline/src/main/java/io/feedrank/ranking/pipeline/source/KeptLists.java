package io.feedrank.ranking.pipeline.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.RankedPosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Near cache of the lists that requests share; each is read at most once a second. Thread-safe. */
public final class KeptLists {
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final int MOST = 2_000;
    private static final Comparator<RankedPosts.Entry> HIGHEST_FIRST =
            Comparator.comparingDouble(RankedPosts.Entry::score)
                    .reversed()
                    .thenComparing(RankedPosts.Entry::postId);

    private final OnlineStore store;
    private final Cache<OnlineKey, List<RankedPosts.Entry>> cache;

    public KeptLists(OnlineStore store) {
        this(store, Ticker.systemTicker());
    }

    /** The same on another clock, for a replay of the past. */
    public KeptLists(OnlineStore store, Ticker ticker) {
        this.store = store;
        this.cache =
                Caffeine.newBuilder()
                        .expireAfterWrite(KEPT)
                        .maximumSize(MOST)
                        .ticker(ticker)
                        .build();
    }

    /**
     * The lists of {@code keys} in their order, those not known in one round trip; one that nobody
     * wrote is empty.
     */
    List<List<RankedPosts.Entry>> get(List<OnlineKey> keys) {
        List<OnlineKey> unknown = new ArrayList<>();
        List<@Nullable List<RankedPosts.Entry>> lists = new ArrayList<>();
        for (OnlineKey key : keys) {
            List<RankedPosts.Entry> cached = cache.getIfPresent(key);
            lists.add(cached);
            if (cached == null) {
                unknown.add(key);
            }
        }
        if (unknown.isEmpty()) {
            return complete(lists, List.of());
        }
        List<List<RankedPosts.Entry>> read = new ArrayList<>();
        List<@Nullable VersionedValue> values = store.get(unknown);
        for (int i = 0; i < unknown.size(); i++) {
            List<RankedPosts.Entry> top = decode(values.get(i));
            cache.put(unknown.get(i), top);
            read.add(top);
        }
        return complete(lists, read);
    }

    /** All of the lists of {@code keys}, highest first. */
    List<RankedPosts.Entry> merged(List<OnlineKey> keys) {
        return highestFirst(get(keys));
    }

    /** All of several lists, highest first. */
    static List<RankedPosts.Entry> highestFirst(List<List<RankedPosts.Entry>> lists) {
        if (lists.size() == 1) {
            return lists.get(0);
        }
        List<RankedPosts.Entry> all = new ArrayList<>();
        lists.forEach(all::addAll);
        all.sort(HIGHEST_FIRST);
        return all;
    }

    private static List<List<RankedPosts.Entry>> complete(
            List<@Nullable List<RankedPosts.Entry>> lists, List<List<RankedPosts.Entry>> read) {
        List<List<RankedPosts.Entry>> complete = new ArrayList<>();
        int next = 0;
        for (List<RankedPosts.Entry> list : lists) {
            complete.add(list == null ? read.get(next++) : list);
        }
        return complete;
    }

    private static List<RankedPosts.Entry> decode(@Nullable VersionedValue value) {
        return value == null
                ? List.of()
                : RankedPosts.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD).top();
    }
}
