package io.feedrank.feature.catalog;

import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.Store;
import io.feedrank.feature.state.UserFeatures;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one column's value is found, worked out once.
 *
 * @param layout null for a group with a class of its own
 */
record ColumnRead(Feature feature, @Nullable GroupLayout layout, int slot) {
    private static final Object NO_STATE = new Object();

    static ColumnRead of(Feature feature, Map<String, GroupLayout> layouts) {
        GroupLayout layout = layouts.get(feature.group().qualifiedName());
        Store<?> store = feature.aggregation().store(feature.entity());
        return new ColumnRead(
                feature, layout, layout == null || store == null ? -1 : layout.slot(store));
    }

    float value(@Nullable Object state, ReadContext context) {
        return state == null
                ? (float) feature.defaultValue()
                : (float) feature.aggregation().read(state, context).orElse(feature.defaultValue());
    }

    /** The state in a post's values; null when nothing is known. */
    @Nullable Object ofPost(PostFeatures post) {
        if (layout != null && slot >= 0) {
            return declared(post.declared(), "");
        }
        return feature.group().equals(FeatureGroup.POST_STATS) ? post.stats() : NO_STATE;
    }

    /** The state in declared groups; null when nothing is known. */
    @Nullable Object declared(DeclaredStates states, String key) {
        GroupState state = layout == null ? null : states.get(layout);
        return state == null ? null : state.get(slot, key);
    }

    /** The state in a user's values, of what is crossed with {@code post}. */
    @Nullable Object ofUser(UserFeatures user, @Nullable PostIdentity post) {
        if (layout != null) {
            String key =
                    post == null
                            ? ""
                            : feature.entity()
                                    .crossKey(post.postId(), post.topic(), post.authorId());
            return declared(user.declared(), key);
        }
        return switch (feature.entity()) {
            case USER_TOPIC -> post == null ? null : user.topics().get(post.topic());
            case USER_POST -> post == null ? null : user.posts().counts(post.postId());
            case USER ->
                    feature.group().equals(FeatureGroup.USER_VECTOR)
                            ? user.vector()
                            : user.activity();
            case SESSION, USER_AUTHOR, POST, AUTHOR, TOPIC -> null;
        };
    }
}
