package io.feedrank.ranking.pipeline.user;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.User;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserMeta;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.UserVector;
import io.feedrank.proto.v1.EntityVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Round trip 1: all groups of the user. A group whose value cannot be decoded takes its default and
 * is named; but not the blocks, since what is blocked must never be served. Thread-safe.
 */
public final class UserReader {
    private static final List<FeatureGroup> USER_GROUPS =
            List.of(
                    FeatureGroup.USER_ACTIVITY,
                    FeatureGroup.USER_TOPICS,
                    FeatureGroup.USER_POSTS,
                    FeatureGroup.USER_VECTOR,
                    FeatureGroup.USER_FOLLOWS,
                    FeatureGroup.USER_BLOCKS,
                    FeatureGroup.USER_META);

    private final OnlineStore store;
    private final List<GroupLayout> layouts;
    private final List<FeatureGroup> declared;

    /** A reader for the features that Feedrank ships. */
    public UserReader(OnlineStore store) {
        this(store, FeatureCatalog.standard());
    }

    /** A reader for the features of {@code catalog}. */
    public UserReader(OnlineStore store, FeatureCatalog catalog) {
        this.store = store;
        this.layouts = catalog.layouts(Entity.USER);
        this.declared = layouts.stream().map(catalog::group).toList();
    }

    /**
     * Reads a user.
     *
     * @throws FeedrankException UNAVAILABLE or TIMEOUT from the store, INTERNAL when blocks cannot
     *     be decoded
     */
    public UserContext read(String userId) {
        List<OnlineKey> keys =
                Stream.concat(USER_GROUPS.stream(), declared.stream())
                        .map(group -> new OnlineKey(group, userId))
                        .toList();
        List<@Nullable VersionedValue> values = store.get(keys);
        Decoding decoding = new Decoding();
        for (int i = 0; i < keys.size(); i++) {
            decoding.put(keys.get(i).group(), values.get(i));
        }
        return decoding.context(userId);
    }

    /** Decodes the values of one user. */
    private final class Decoding {
        private final Map<FeatureGroup, VersionedValue> values = new HashMap<>();
        private final Map<String, EntityVersion> versions = new HashMap<>();
        private final List<String> unreadable = new ArrayList<>();

        void put(FeatureGroup group, @Nullable VersionedValue value) {
            if (value != null) {
                values.put(group, value);
                versions.put(group.qualifiedName(), version(value));
            }
        }

        UserContext context(String userId) {
            UserVector vector =
                    decode(FeatureGroup.USER_VECTOR, UserVector.CODEC, UserVector::empty);
            UserFeatures features =
                    new UserFeatures(
                            decode(
                                    FeatureGroup.USER_ACTIVITY,
                                    UserActivity.CODEC,
                                    UserActivity::empty),
                            decode(FeatureGroup.USER_TOPICS, UserTopics.CODEC, UserTopics::new),
                            decode(FeatureGroup.USER_POSTS, UserPosts.CODEC, UserPosts::new),
                            vector.vector(),
                            declared());
            User row =
                    decode(FeatureGroup.USER_META, UserMeta.CODEC, () -> UserMeta.unknown(userId));
            return new UserContext(
                    features,
                    vector.space(),
                    decode(FeatureGroup.USER_FOLLOWS, IdSet.CODEC, IdSet::new).ids(),
                    blocks(),
                    new UserContext.Provenance(
                            Map.copyOf(versions), List.copyOf(unreadable), row.language()));
        }

        private DeclaredStates declared() {
            DeclaredStates states = new DeclaredStates();
            for (int i = 0; i < layouts.size(); i++) {
                GroupLayout layout = layouts.get(i);
                states.put(decode(declared.get(i), layout.codec(), layout::empty));
            }
            return states;
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
    }

    private static EntityVersion version(VersionedValue value) {
        return EntityVersion.newBuilder()
                .setGeneration(value.generation())
                .setSequence(value.sequence())
                .build();
    }
}
