package io.feedrank.feature.catalog;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Derives the layout of each group from its features. */
final class Layouts {
    /**
     * Groups with a class of their own: they are on the hot path, or more than features use them.
     */
    static final Set<FeatureGroup> BY_HAND =
            Set.of(
                    FeatureGroup.POST_STATS,
                    FeatureGroup.POST_META,
                    FeatureGroup.USER_ACTIVITY,
                    FeatureGroup.USER_TOPICS,
                    FeatureGroup.USER_POSTS,
                    FeatureGroup.USER_VECTOR);

    private Layouts() {}

    static List<GroupLayout> of(List<Feature> features) {
        Map<FeatureGroup, Entity> entities = new LinkedHashMap<>();
        Map<FeatureGroup, List<Store<?>>> stores = new LinkedHashMap<>();
        for (Feature feature : features) {
            FeatureGroup group = feature.group();
            if (BY_HAND.contains(group)) {
                continue;
            }
            Entity before = entities.putIfAbsent(group, feature.entity());
            if (before != null && before != feature.entity()) {
                throw FeedrankException.badInput(
                        "feature "
                                + feature.name()
                                + ": got entity "
                                + feature.entity().id()
                                + ", expected "
                                + before.id()
                                + " as the other features of group "
                                + group);
            }
            Store<?> store = feature.aggregation().store(feature.entity());
            List<Store<?>> kept = stores.computeIfAbsent(group, key -> new ArrayList<>());
            if (store != null && !kept.contains(store)) {
                kept.add(store);
            }
        }
        return stores.entrySet().stream()
                .map(
                        entry ->
                                new GroupLayout(
                                        entry.getKey().qualifiedName(),
                                        Objects.requireNonNull(entities.get(entry.getKey())),
                                        entry.getValue()))
                .toList();
    }
}
