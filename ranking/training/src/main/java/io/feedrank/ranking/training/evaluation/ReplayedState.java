package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.evaluation.baseline.BaselineState;
import java.util.HashMap;
import java.util.Map;

/** What rankers know, kept up to date by a replay. */
final class ReplayedState implements ReplayVisitor {
    /** Hears of each impression about to be shown, with the state as of then. */
    interface OnRank {
        void rank(LoggedImpression impression, ReplayedState state);
    }

    private final ModelInputs inputs;
    private final BaselineState baselines = new BaselineState();
    private final Map<String, Integer> activity = new HashMap<>();
    private final OnRank onRank;

    ReplayedState(ModelInputs inputs, OnRank onRank) {
        this.inputs = inputs;
        this.onRank = onRank;
    }

    /** Inputs of the models for its posts, as of now. */
    float[] rows(LoggedImpression impression) {
        return inputs.rows(impression);
    }

    /** Inputs of the linear baseline for its posts, as of now. */
    float[] baselineRows(LoggedImpression impression) {
        return baselines.inputs(impression.userId(), impression.postIds(), impression.second());
    }

    BaselineState baselines() {
        return baselines;
    }

    /** How many clicks and reads of the user have counted. */
    int activity(String userId) {
        return activity.getOrDefault(userId, 0);
    }

    @Override
    public void rank(LoggedImpression impression) {
        onRank.rank(impression, this);
    }

    @Override
    public void shown(LoggedImpression impression) {
        inputs.shown(impression);
        baselines.shown(impression.userId(), impression.postIds(), impression.second());
    }

    @Override
    public void clicked(LoggedImpression impression) {
        inputs.clicked(impression);
        for (String post : impression.clickedIds()) {
            baselines.read(impression.userId(), post, impression.clickSecond());
            activity.merge(impression.userId(), 1, Integer::sum);
        }
    }

    @Override
    public void read(PastRead read) {
        inputs.read(read);
        baselines.read(read.userId(), read.postId(), read.countsAt());
        activity.merge(read.userId(), 1, Integer::sum);
    }
}
