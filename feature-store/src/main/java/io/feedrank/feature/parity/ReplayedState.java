package io.feedrank.feature.parity;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.UserVector;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.AuditedRow;
import io.feedrank.proto.v1.BaseState;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one entity, built from its updates by the algebra that online and offline share.
 * Mutable, not thread-safe.
 */
final class ReplayedState {
    private final Entity entity;
    private final FeatureCatalog catalog;
    private TiledCounts stats = PostStats.empty();
    private DeclaredStates declared = new DeclaredStates();
    private DecayedVector vector = VectorSpace.empty();
    private UserFeatures user = UserFeatures.empty();
    private AuditedRow row = AuditedRow.getDefaultInstance();

    /** An entity of which nothing is known. */
    ReplayedState(Entity entity, FeatureCatalog catalog) {
        this.entity = entity;
        this.catalog = catalog;
    }

    /** The state that {@code update} carries whole. */
    static ReplayedState ofBase(Entity entity, FeatureCatalog catalog, FeatureUpdate update) {
        BaseState base = update.getBase();
        ReplayedState state = new ReplayedState(entity, catalog);
        if (entity == Entity.USER) {
            state.user = UserFeatures.CODEC.fromBytes(base.getUser().toByteArray(), 0);
        } else {
            state.declared = DeclaredStates.CODEC.fromBytes(base.getDeclared().toByteArray(), 0);
        }
        if (entity == Entity.POST) {
            state.stats = PostStats.CODEC.fromBytes(base.getPostStats().toByteArray(), 0);
            state.vector = VectorSpace.CODEC.fromBytes(base.getPostVector().toByteArray(), 0);
            state.row = update.getRow();
        }
        return state;
    }

    /** The row is this one now; the names of the groups that changed. */
    List<String> apply(AuditedRow changed) {
        row = changed;
        return List.of(FeatureGroup.POST_META.qualifiedName());
    }

    /** Takes in what was seen, as the operator did; the names of the groups that changed. */
    List<String> apply(Observation seen) {
        List<String> groups = new ArrayList<>();
        if (entity == Entity.USER) {
            user.add(seen.signal(), seen.time(), seen.postId(), seen.topic(), seen.vector());
            groups.add(FeatureGroup.USER_ACTIVITY.qualifiedName());
            groups.add(FeatureGroup.USER_POSTS.qualifiedName());
            if (!seen.topic().isEmpty()) {
                groups.add(FeatureGroup.USER_TOPICS.qualifiedName());
            }
            if (seen.signal() == Signal.CLICK) {
                groups.add(FeatureGroup.USER_VECTOR.qualifiedName());
            }
        } else if (entity == Entity.POST) {
            stats.add(seen.time(), seen.signal().ordinal(), 1);
            groups.add(FeatureGroup.POST_STATS.qualifiedName());
            if (seen.signal() == Signal.CLICK) {
                vector.add(
                        VectorSpace.ofReader(seen.userId()),
                        seen.time(),
                        VectorSpace.POST_HALF_LIFE);
            }
        }
        List<GroupLayout> layouts = catalog.layouts(entity);
        long changed = declared().update(layouts, seen);
        for (int i = 0; i < layouts.size(); i++) {
            if ((changed >>> i & 1) != 0) {
                groups.add(layouts.get(i).group());
            }
        }
        return groups;
    }

    /** A copy that shares nothing that changes. */
    ReplayedState copy() {
        ReplayedState copy = new ReplayedState(entity, catalog);
        copy.stats = PostStats.CODEC.copy(stats);
        copy.vector = VectorSpace.CODEC.copy(vector);
        copy.declared = declared.copy();
        copy.user = UserFeatures.CODEC.copy(user);
        copy.row = row;
        return copy;
    }

    /**
     * The groups that differ; empty when the states are one. A sketch can be packed in several
     * ways, and floats are rounded when they are packed; so a group whose bytes differ is the same
     * when all its columns are, as of a moment.
     */
    List<String> differing(ReplayedState other, Instant asOf) {
        List<String> groups = new ArrayList<>();
        compare(
                FeatureGroup.POST_STATS,
                PostStats.CODEC.toBytes(stats),
                other.bytesOfStats(),
                groups);
        compare(
                FeatureGroup.POST_VECTOR,
                VectorSpace.CODEC.toBytes(vector),
                VectorSpace.CODEC.toBytes(other.vector),
                groups);
        compare(
                FeatureGroup.USER_ACTIVITY,
                UserActivity.CODEC.toBytes(user.activity()),
                UserActivity.CODEC.toBytes(other.user.activity()),
                groups);
        compare(
                FeatureGroup.USER_TOPICS,
                UserTopics.CODEC.toBytes(user.topics()),
                UserTopics.CODEC.toBytes(other.user.topics()),
                groups);
        compare(
                FeatureGroup.USER_POSTS,
                UserPosts.CODEC.toBytes(user.posts()),
                UserPosts.CODEC.toBytes(other.user.posts()),
                groups);
        compare(
                FeatureGroup.USER_VECTOR,
                UserVector.CODEC.toBytes(UserVector.of(user.vector())),
                UserVector.CODEC.toBytes(UserVector.of(other.user.vector())),
                groups);
        for (GroupLayout layout : catalog.layouts(entity)) {
            FeatureGroup group = catalog.group(layout);
            byte[] mine = bytes(declared(), layout);
            if (!Arrays.equals(mine, bytes(other.declared(), layout))
                    && !sameColumns(other, group, asOf)) {
                groups.add(group.qualifiedName());
            }
        }
        return groups;
    }

    private boolean sameColumns(ReplayedState other, FeatureGroup group, Instant asOf) {
        float[] mine = columns(asOf);
        float[] theirs = other.columns(asOf);
        for (int i = 0; i < mine.length; i++) {
            Feature feature = catalog.features().get(i);
            if (feature.group().equals(group)
                    && (feature.ofPair()
                            || !ColumnParity.same(
                                    mine[i], theirs[i], feature.aggregation().tolerance()))) {
                return false;
            }
        }
        return true;
    }

    /** The columns that need no candidate. */
    private float[] columns(Instant asOf) {
        DecayWeights weights = new DecayWeights(asOf);
        float[] columns = new float[catalog.width()];
        switch (entity) {
            case POST ->
                    catalog.computePost(
                            new PostFeatures(stats, row.getCreatedAtMs(), declared),
                            weights,
                            columns,
                            0);
            case AUTHOR -> catalog.computeAuthor(declared, weights, columns, 0);
            case TOPIC -> catalog.computeTopic(declared, weights, columns, 0);
            case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST ->
                    catalog.computeUser(user, weights, columns, 0);
        }
        return columns;
    }

    private byte[] bytesOfStats() {
        return PostStats.CODEC.toBytes(stats);
    }

    private static byte[] bytes(DeclaredStates states, GroupLayout layout) {
        GroupState state = states.get(layout);
        return state == null ? new byte[0] : layout.codec().toBytes(state);
    }

    private static void compare(
            FeatureGroup group, byte[] one, byte[] other, List<String> differing) {
        if (!Arrays.equals(one, other)) {
            differing.add(group.qualifiedName());
        }
    }

    TiledCounts stats() {
        return stats;
    }

    /** What a click on the post is stamped with now; null as long as nobody read it. */
    float @Nullable [] stamp() {
        return vector.unit();
    }

    AuditedRow row() {
        return row;
    }

    UserFeatures user() {
        return user;
    }

    /** The declared groups, wherever they live. */
    DeclaredStates declared() {
        return entity == Entity.USER ? user.declared() : declared;
    }
}
