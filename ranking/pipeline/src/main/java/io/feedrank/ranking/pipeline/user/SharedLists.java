package io.feedrank.ranking.pipeline.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.RankedPosts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Near cache of the lists that all requests share. Thread-safe. */
final class SharedLists {
    static final List<FeatureGroup> GROUPS =
            List.of(FeatureGroup.TRENDING, FeatureGroup.FRESH_POSTS);

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Cache<FeatureGroup, List<RankedPosts.Entry>> cache;

    SharedLists(Ticker ticker) {
        this.cache = Caffeine.newBuilder().expireAfterWrite(KEPT).ticker(ticker).build();
    }

    /** The list while it is fresh enough; else null. */
    @Nullable List<RankedPosts.Entry> get(FeatureGroup group) {
        return cache.getIfPresent(group);
    }

    /** Takes in what was read; a list that nobody wrote is empty. */
    List<RankedPosts.Entry> put(FeatureGroup group, @Nullable VersionedValue value) {
        List<RankedPosts.Entry> top =
                value == null
                        ? List.of()
                        : RankedPosts.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD).top();
        cache.put(group, top);
        return top;
    }
}
