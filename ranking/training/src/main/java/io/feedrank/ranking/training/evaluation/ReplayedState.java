package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.evaluation.baseline.BaselineState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What rankers know, kept up to date by a replay. */
final class ReplayedState implements ReplayVisitor {
    /** Hears of each impression about to be shown, with the state as of then. */
    interface OnRank {
        void rank(LoggedImpression impression, ReplayedState state);
    }

    private final List<ModelInputs> inputs;
    private final BaselineState baselines = new BaselineState();
    private final Map<String, Integer> activity = new HashMap<>();
    private final OnRank onRank;

    /**
     * @param inputs of each contender
     */
    ReplayedState(List<ModelInputs> inputs, OnRank onRank) {
        this.inputs = List.copyOf(inputs);
        this.onRank = onRank;
    }

    /** Inputs of each contender's models for its posts, as of now. */
    List<float[]> rows(LoggedImpression impression) {
        return inputs.stream().map(each -> each.rows(impression)).toList();
    }

    /** The same as each learns from it. */
    List<float[]> lesson(LoggedImpression impression) {
        return inputs.stream().map(each -> each.lesson(impression)).toList();
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
        inputs.forEach(each -> each.coming(impression));
        onRank.rank(impression, this);
    }

    @Override
    public void shown(LoggedImpression impression) {
        inputs.forEach(each -> each.shown(impression));
        baselines.shown(impression.userId(), impression.postIds(), impression.second());
    }

    @Override
    public void clicked(LoggedImpression impression) {
        inputs.forEach(each -> each.clicked(impression));
        for (String post : impression.clickedIds()) {
            baselines.read(impression.userId(), post, impression.clickSecond());
            activity.merge(impression.userId(), 1, Integer::sum);
        }
    }

    @Override
    public void read(PastRead read) {
        inputs.forEach(each -> each.read(read));
        baselines.read(read.userId(), read.postId(), read.countsAt());
        activity.merge(read.userId(), 1, Integer::sum);
    }
}
