package io.feedrank.ranking.pipeline.user;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.EntityVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Round trip 1: all groups of the user, and the shared lists when the near cache has none. A group
 * whose value cannot be decoded takes its default and is named; but not the blocks, since what is
 * blocked must never be served. Thread-safe.
 */
public final class UserReader {
    private static final List<FeatureGroup> USER_GROUPS =
            List.of(
                    FeatureGroup.USER_ACTIVITY,
                    FeatureGroup.USER_TOPICS,
                    FeatureGroup.USER_POSTS,
                    FeatureGroup.USER_VECTOR,
                    FeatureGroup.USER_FOLLOWS,
                    FeatureGroup.USER_BLOCKS);

    private final OnlineStore store;
    private final SharedLists shared;

    public UserReader(OnlineStore store) {
        this(store, Ticker.systemTicker());
    }

    UserReader(OnlineStore store, Ticker ticker) {
        this.store = store;
        this.shared = new SharedLists(ticker);
    }

    /**
     * Reads a user.
     *
     * @param withLists whether the shared lists are wanted; else they are empty
     * @throws FeedrankException UNAVAILABLE or TIMEOUT from the store, INTERNAL when blocks cannot
     *     be decoded
     */
    public UserContext read(String userId, boolean withLists) {
        List<OnlineKey> keys = new ArrayList<>();
        USER_GROUPS.forEach(group -> keys.add(new OnlineKey(group, userId)));
        Map<FeatureGroup, List<RankedPosts.Entry>> lists = new EnumMap<>(FeatureGroup.class);
        if (withLists) {
            for (FeatureGroup group : SharedLists.GROUPS) {
                List<RankedPosts.Entry> cached = shared.get(group);
                if (cached == null) {
                    keys.add(new OnlineKey(group, OnlineKey.ALL));
                } else {
                    lists.put(group, cached);
                }
            }
        }
        List<@Nullable VersionedValue> values = store.get(keys);
        Decoding decoding = new Decoding();
        for (int i = 0; i < keys.size(); i++) {
            decoding.put(keys.get(i).group(), values.get(i));
        }
        return decoding.context(lists);
    }

    /** Decodes the values of one user. */
    private final class Decoding {
        private final Map<FeatureGroup, VersionedValue> values = new EnumMap<>(FeatureGroup.class);
        private final List<FeatureGroup> read = new ArrayList<>();
        private final Map<String, EntityVersion> versions = new HashMap<>();
        private final List<String> unreadable = new ArrayList<>();

        void put(FeatureGroup group, @Nullable VersionedValue value) {
            read.add(group);
            if (value != null) {
                values.put(group, value);
                if (USER_GROUPS.contains(group)) {
                    versions.put(group.qualifiedName(), version(value));
                }
            }
        }

        UserContext context(Map<FeatureGroup, List<RankedPosts.Entry>> cached) {
            UserFeatures features =
                    new UserFeatures(
                            decode(
                                    FeatureGroup.USER_ACTIVITY,
                                    UserActivity.CODEC,
                                    UserActivity::empty),
                            decode(FeatureGroup.USER_TOPICS, UserTopics.CODEC, UserTopics::new),
                            decode(FeatureGroup.USER_POSTS, UserPosts.CODEC, UserPosts::new),
                            decode(
                                    FeatureGroup.USER_VECTOR,
                                    VectorSpace.CODEC,
                                    VectorSpace::empty));
            Set<String> follows = decode(FeatureGroup.USER_FOLLOWS, IdSet.CODEC, IdSet::new).ids();
            Set<String> blocks = blocks();
            UserContext.Lists lists =
                    new UserContext.Lists(
                            list(FeatureGroup.TRENDING, cached),
                            list(FeatureGroup.FRESH_POSTS, cached));
            return new UserContext(
                    features,
                    follows,
                    blocks,
                    lists,
                    new UserContext.Provenance(Map.copyOf(versions), List.copyOf(unreadable)));
        }

        private Set<String> blocks() {
            Set<String> blocks = decode(FeatureGroup.USER_BLOCKS, IdSet.CODEC, IdSet::new).ids();
            if (unreadable.contains(FeatureGroup.USER_BLOCKS.qualifiedName())) {
                throw new FeedrankException(
                        Category.INTERNAL, "the user's blocked authors cannot be decoded");
            }
            return blocks;
        }

        private <T> T decode(FeatureGroup group, Codec<T> codec, Supplier<T> empty) {
            VersionedValue value = values.get(group);
            if (value == null) {
                return empty.get();
            }
            try {
                return codec.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
            } catch (RuntimeException e) {
                unreadable.add(group.qualifiedName());
                return empty.get();
            }
        }

        private List<RankedPosts.Entry> list(
                FeatureGroup group, Map<FeatureGroup, List<RankedPosts.Entry>> cached) {
            if (!read.contains(group)) {
                return cached.getOrDefault(group, List.of());
            }
            try {
                return shared.put(group, values.get(group));
            } catch (RuntimeException e) {
                unreadable.add(group.qualifiedName());
                return List.of();
            }
        }
    }

    private static EntityVersion version(VersionedValue value) {
        return EntityVersion.newBuilder()
                .setGeneration(value.generation())
                .setSequence(value.sequence())
                .build();
    }
}
