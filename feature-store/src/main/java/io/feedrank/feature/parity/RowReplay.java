package io.feedrank.feature.parity;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.proto.v1.FeatureLogRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Computes the columns of one logged row from replayed states; what is not known takes its default.
 * Where two runs of the job gave a version out, {@code turn} says which of the states to take, 0
 * the newest. Not thread-safe.
 */
final class RowReplay {
    private final FeatureCatalog catalog;
    private final Map<EntityId, History> histories;
    private final LoggedRow logged;
    private final int turn;
    private int turns = 1;

    RowReplay(
            FeatureCatalog catalog, Map<EntityId, History> histories, LoggedRow logged, int turn) {
        this.catalog = catalog;
        this.histories = histories;
        this.logged = logged;
        this.turn = turn;
    }

    /** The row as of its request, in the catalog's order. */
    float[] values() {
        DecayWeights weights =
                new DecayWeights(Instant.ofEpochMilli(logged.entry().getScoredAtMs()));
        float[] row = new float[catalog.width()];
        UserFeatures user = user();
        catalog.computeUser(user, weights, row, 0);
        catalog.computePost(post(), weights, row, 0);
        catalog.computeAuthor(declared(Entity.AUTHOR), weights, row, 0);
        catalog.computeTopic(declared(Entity.TOPIC), weights, row, 0);
        catalog.computePair(user, identity(), weights, row, 0);
        return row;
    }

    /** In how many ways the versions can be read; known once the values are. */
    int turns() {
        return turns;
    }

    private PostIdentity identity() {
        FeatureLogRow row = logged.row();
        float[] vector = null;
        if (row.getPostVectorCount() > 0) {
            vector = new float[row.getPostVectorCount()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = row.getPostVector(i);
            }
        }
        return new PostIdentity(row.getPostId(), row.getTopic(), row.getAuthorId(), vector);
    }

    private PostFeatures post() {
        EntityId id = logged.id(Entity.POST);
        return new PostFeatures(
                state(id, FeatureGroup.POST_STATS).stats(),
                state(id, FeatureGroup.POST_META).row().getCreatedAtMs(),
                declared(Entity.POST));
    }

    private UserFeatures user() {
        EntityId id = logged.id(Entity.USER);
        Function<FeatureGroup, UserFeatures> of = group -> state(id, group).user();
        return new UserFeatures(
                of.apply(FeatureGroup.USER_ACTIVITY).activity(),
                of.apply(FeatureGroup.USER_TOPICS).topics(),
                of.apply(FeatureGroup.USER_POSTS).posts(),
                of.apply(FeatureGroup.USER_VECTOR).vector(),
                declared(Entity.USER));
    }

    private DeclaredStates declared(Entity kind) {
        EntityId id = logged.id(kind);
        DeclaredStates states = new DeclaredStates();
        for (GroupLayout layout : catalog.layouts(kind)) {
            GroupState group = state(id, catalog.group(layout)).declared().get(layout);
            if (group != null) {
                states.put(group);
            }
        }
        return states;
    }

    private ReplayedState state(EntityId id, FeatureGroup group) {
        List<ReplayedState> states = at(histories.get(id), logged.version(id, group));
        if (states.isEmpty()) {
            return new ReplayedState(id.entity(), catalog);
        }
        turns = Math.max(turns, states.size());
        return states.get(Math.min(turn, states.size() - 1));
    }

    private static List<ReplayedState> at(@Nullable History history, Version version) {
        return history == null ? List.of() : history.at(version);
    }
}
