package io.feedrank.feature.online.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineRead;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was read. A value within the bound of its group is served from here; of the others,
 * each key is asked for by one request at a time, in one read of the store, and those that want it
 * meanwhile wait for that read. Groups without a bound are always read. When the store does not
 * answer, anything is served that was read within the stale bound; {@link #read} says so.
 * Thread-safe.
 */
public final class NearCache implements OnlineStore {
    /** Of an entry besides its characters and bytes: objects, and its place in the cache. */
    private static final int OVERHEAD = 180;

    private final OnlineStore store;
    private final NearCacheConfig config;
    private final Ticker ticker;
    private final Cache<OnlineKey, Kept> cache;
    private final ConcurrentMap<OnlineKey, Flight> flights = new ConcurrentHashMap<>();
    private final NearCacheCounts counts = new NearCacheCounts();
    private volatile LongConsumer ages = age -> {};

    public NearCache(OnlineStore store, NearCacheConfig config) {
        this(store, config, Ticker.systemTicker());
    }

    NearCache(OnlineStore store, NearCacheConfig config, Ticker ticker) {
        this.store = store;
        this.config = config;
        this.ticker = ticker;
        this.cache =
                Caffeine.newBuilder()
                        .maximumWeight(config.maxBytes())
                        .weigher(NearCache::weight)
                        .expireAfterWrite(config.stale())
                        .ticker(ticker)
                        .build();
    }

    private static int weight(OnlineKey key, Kept kept) {
        VersionedValue value = kept.value();
        return OVERHEAD + key.entity().length() + (value == null ? 0 : value.bytes().length);
    }

    /** What became of the keys so far. */
    public NearCacheCounts counts() {
        return counts;
    }

    /** Keys that are kept, about. */
    public long size() {
        return cache.estimatedSize();
    }

    /**
     * Tells {@code ages} of each read that was answered from here the age of its oldest value, in
     * nanoseconds.
     */
    public void onAge(LongConsumer consumer) {
        ages = consumer;
    }

    /** Stale values count as answers; a key without any fails the read. */
    @Override
    public List<@Nullable VersionedValue> get(List<OnlineKey> keys) {
        OnlineRead read = read(keys);
        if (read.failure() != null && !read.missing().isEmpty()) {
            throw read.failure();
        }
        return read.values();
    }

    @Override
    public OnlineRead read(List<OnlineKey> keys) {
        Reading reading = new Reading(keys, ticker.read());
        reading.plan();
        reading.readOwn();
        reading.awaitOthers();
        return reading.result();
    }

    @Override
    public void put(List<OnlineWrite> writes) {
        store.put(writes);
    }

    @Override
    public void close() {
        store.close();
    }

    /** One read. */
    private final class Reading {
        private final List<OnlineKey> keys;
        private final long now;
        private final @Nullable VersionedValue[] values;
        private final int[] own;
        private int owned;
        private final Map<Integer, Flight> others = new HashMap<>();
        private final Flight flight = new Flight();
        private final Shortfall shortfall = new Shortfall();
        private long oldest = -1;

        Reading(List<OnlineKey> keys, long now) {
            this.keys = keys;
            this.now = now;
            this.values = new @Nullable VersionedValue[keys.size()];
            this.own = new int[keys.size()];
        }

        /** Answers what is fresh, and shares the rest out. */
        void plan() {
            for (int i = 0; i < values.length; i++) {
                OnlineKey key = keys.get(i);
                long bound = config.freshFor(key.group()).toNanos();
                Kept kept = bound == 0 ? null : cache.getIfPresent(key);
                if (kept != null && now - kept.readAtNanos() <= bound) {
                    values[i] = kept.value();
                    oldest = Math.max(oldest, now - kept.readAtNanos());
                    continue;
                }
                Flight under = bound == 0 ? null : flights.putIfAbsent(key, flight);
                if (under == null) {
                    own[owned++] = i;
                } else {
                    others.put(i, under);
                }
            }
            counts.hits.add(values.length - owned - others.size());
            counts.coalesced.add(others.size());
        }

        void readOwn() {
            if (owned == 0) {
                return;
            }
            counts.read.add(owned);
            List<OnlineKey> asked = Arrays.stream(own, 0, owned).mapToObj(keys::get).toList();
            try {
                List<@Nullable VersionedValue> got = store.get(asked);
                Map<OnlineKey, Kept> landed = new HashMap<>(2 * owned);
                for (int i = 0; i < owned; i++) {
                    values[own[i]] = got.get(i);
                    Kept kept = new Kept(got.get(i), now);
                    landed.put(asked.get(i), kept);
                    if (cache.getIfPresent(asked.get(i)) == null) {
                        cache.put(asked.get(i), kept);
                    } else {
                        cache.asMap().merge(asked.get(i), kept, Kept::newer);
                    }
                }
                flight.landed(landed);
            } catch (RuntimeException e) {
                flight.failed(e);
                fallBack(asked, e);
            } finally {
                asked.forEach(key -> flights.remove(key, flight));
            }
        }

        private void fallBack(List<OnlineKey> asked, RuntimeException failure) {
            for (int i = 0; i < owned; i++) {
                values[own[i]] = outdated(asked.get(i), failure);
            }
        }

        void awaitOthers() {
            others.forEach(
                    (index, other) -> {
                        OnlineKey key = keys.get(index);
                        try {
                            values[index] = Objects.requireNonNull(other.await().get(key)).value();
                        } catch (FeedrankException e) {
                            values[index] = outdated(key, e);
                        }
                    });
        }

        /** What is kept of {@code key}, however old; rethrows what is no outage. */
        private @Nullable VersionedValue outdated(OnlineKey key, RuntimeException cause) {
            if (!(cause instanceof FeedrankException failure)
                    || (failure.category() != Category.UNAVAILABLE
                            && failure.category() != Category.TIMEOUT)) {
                throw cause;
            }
            Kept kept = cache.getIfPresent(key);
            if (kept == null) {
                counts.missing.increment();
                shortfall.missing(key, failure);
                return null;
            }
            counts.stale.increment();
            oldest = Math.max(oldest, now - kept.readAtNanos());
            shortfall.stale(key);
            return kept.value();
        }

        OnlineRead result() {
            if (oldest >= 0) {
                ages.accept(oldest);
            }
            return shortfall.of(Arrays.asList(values));
        }
    }
}
