package io.feedrank.jobs.snapshot;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.VectorSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes the features that one value of the online store suffices for. What takes another value
 * or a candidate beside it, such as the similarity of user and post, is not among them.
 */
final class GroupFeatures {
    private final FeatureCatalog catalog;
    private final DecayWeights weights;
    private final float[] row;
    private final Map<FeatureGroup, GroupLayout> layouts = new HashMap<>();

    /** Features of {@code catalog} as of then. */
    GroupFeatures(FeatureCatalog catalog, Instant asOf) {
        this.catalog = catalog;
        this.weights = new DecayWeights(asOf);
        this.row = new float[catalog.width()];
        for (Entity entity : Entity.values()) {
            for (GroupLayout layout : catalog.layouts(entity)) {
                layouts.put(catalog.group(layout), layout);
            }
        }
    }

    /**
     * One row of a value.
     *
     * @param crossedWith of what a user is crossed with: post, author or topic; null for a value of
     *     one thing
     * @param features by name; empty for a group without such features
     */
    record Row(@Nullable String crossedWith, Map<String, Float> features) {}

    /** One row, or one for each thing that the value's user is crossed with. */
    List<Row> of(FeatureGroup group, VersionedValue value) {
        if (group.equals(FeatureGroup.USER_TOPICS)) {
            UserTopics topics = UserTopics.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
            UserFeatures user = user(topics, new UserPosts(), new DeclaredStates());
            return crossed(group, Entity.USER_TOPIC, user, topics.topics());
        }
        if (group.equals(FeatureGroup.USER_POSTS)) {
            UserPosts posts = UserPosts.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
            UserFeatures user = user(new UserTopics(), posts, new DeclaredStates());
            return crossed(group, Entity.USER_POST, user, posts.posts());
        }
        GroupLayout layout = layouts.get(group);
        if (layout == null) {
            return List.of(new Row(null, computedAlone(group, value)));
        }
        GroupState state = layout.codec().fromBytes(value.bytes(), VersionedValue.PAYLOAD);
        DeclaredStates states = new DeclaredStates();
        states.put(state);
        if (layout.entity().crossed()) {
            UserFeatures user = user(new UserTopics(), new UserPosts(), states);
            return crossed(group, layout.entity(), user, state.keys());
        }
        compute(layout.entity(), states);
        return List.of(new Row(null, columns(group)));
    }

    private static UserFeatures user(UserTopics topics, UserPosts posts, DeclaredStates declared) {
        return new UserFeatures(UserActivity.empty(), topics, posts, VectorSpace.empty(), declared);
    }

    private List<Row> crossed(
            FeatureGroup group, Entity entity, UserFeatures user, Set<String> keys) {
        List<Row> rows = new ArrayList<>(keys.size());
        for (String key : keys) {
            PostIdentity candidate =
                    new PostIdentity(
                            entity == Entity.USER_POST ? key : "",
                            entity == Entity.USER_TOPIC ? key : "",
                            entity == Entity.USER_AUTHOR ? key : "",
                            null);
            catalog.computePair(user, candidate, weights, row, 0);
            rows.add(new Row(key, columns(group)));
        }
        return rows;
    }

    private Map<String, Float> computedAlone(FeatureGroup group, VersionedValue value) {
        if (group.equals(FeatureGroup.POST_STATS)) {
            TiledCounts stats = PostStats.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
            catalog.computePost(new PostFeatures(stats, 0), weights, row, 0);
        } else if (group.equals(FeatureGroup.POST_META)) {
            long created =
                    PostMeta.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD).createdAtMs();
            catalog.computePost(new PostFeatures(PostStats.empty(), created), weights, row, 0);
        } else if (group.equals(FeatureGroup.USER_ACTIVITY)) {
            TiledCounts activity =
                    UserActivity.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
            catalog.computeUser(
                    new UserFeatures(
                            activity, new UserTopics(), new UserPosts(), VectorSpace.empty()),
                    weights,
                    row,
                    0);
        } else {
            return Map.of();
        }
        return columns(group);
    }

    private void compute(Entity entity, DeclaredStates states) {
        switch (entity) {
            case POST ->
                    catalog.computePost(
                            new PostFeatures(PostStats.empty(), 0, states), weights, row, 0);
            case AUTHOR -> catalog.computeAuthor(states, weights, row, 0);
            case TOPIC -> catalog.computeTopic(states, weights, row, 0);
            case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST ->
                    catalog.computeUser(
                            user(new UserTopics(), new UserPosts(), states), weights, row, 0);
        }
    }

    private Map<String, Float> columns(FeatureGroup group) {
        Map<String, Float> columns = new HashMap<>();
        List<Feature> features = catalog.features();
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            if (feature.group().equals(group) && feature.aggregation().ofOneValue()) {
                columns.put(feature.name(), row[i]);
            }
        }
        return columns;
    }
}
