package io.feedrank.jobs.snapshot;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.VectorSpace;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the features of one entity that its value of one group suffices for; what takes a user
 * and a post together has no value without the other.
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

    /** By name; empty for a group without such features. */
    Map<String, Float> of(FeatureGroup group, VersionedValue value) {
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
            GroupLayout layout = layouts.get(group);
            if (layout == null) {
                return Map.of();
            }
            declared(layout, value);
        }
        return columns(group);
    }

    private void declared(GroupLayout layout, VersionedValue value) {
        DeclaredStates states = new DeclaredStates();
        states.put(layout.codec().fromBytes(value.bytes(), VersionedValue.PAYLOAD));
        switch (FeatureCatalog.storedUnder(layout.entity())) {
            case POST ->
                    catalog.computePost(
                            new PostFeatures(PostStats.empty(), 0, states), weights, row, 0);
            case AUTHOR -> catalog.computeAuthor(states, weights, row, 0);
            case TOPIC -> catalog.computeTopic(states, weights, row, 0);
            case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST ->
                    catalog.computeUser(
                            new UserFeatures(
                                    UserActivity.empty(),
                                    new UserTopics(),
                                    new UserPosts(),
                                    VectorSpace.empty(),
                                    states),
                            weights,
                            row,
                            0);
        }
    }

    private Map<String, Float> columns(FeatureGroup group) {
        Map<String, Float> columns = new HashMap<>();
        List<Feature> features = catalog.features();
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).group().equals(group) && !features.get(i).ofPair()) {
                columns.put(features.get(i).name(), row[i]);
            }
        }
        return columns;
    }
}
