package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.evaluation.baseline.BaselineState;
import io.feedrank.ranking.training.impression.FeedEvent;
import io.feedrank.ranking.training.impression.ImpressionFeatures;
import io.feedrank.ranking.training.impression.ImpressionView;
import io.feedrank.ranking.training.impression.ViewContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What rankers know, kept up to date by a replay. */
final class ReplayedState implements ReplayVisitor {
    /** Hears of each impression about to be shown, with the state as of then. */
    interface OnRank {
        void rank(LoggedImpression impression, ReplayedState state);
    }

    private final ImpressionFeatures features;
    private final BaselineState baselines = new BaselineState();
    private final Map<String, Integer> activity = new HashMap<>();
    private final OnRank onRank;

    ReplayedState(ImpressionFeatures features, OnRank onRank) {
        this.features = features;
        this.onRank = onRank;
    }

    /** Inputs of the models for its posts, as of now. */
    float[] rows(LoggedImpression impression) {
        return features.rows(view(impression));
    }

    /** Inputs of the linear baseline for its posts, as of now. */
    float[] inputs(LoggedImpression impression) {
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
        features.apply(new FeedEvent.Impressed(view(impression)));
        baselines.shown(impression.userId(), impression.postIds(), impression.second());
    }

    @Override
    public void clicked(LoggedImpression impression) {
        List<String> clicked =
                impression.logged().row().clicked().stream()
                        .map(impression.postIds()::get)
                        .toList();
        Instant time = Instant.ofEpochSecond(impression.clickSecond());
        features.apply(new FeedEvent.Clicked(view(impression), time, clicked));
        for (String post : clicked) {
            baselines.read(impression.userId(), post, impression.clickSecond());
            activity.merge(impression.userId(), 1, Integer::sum);
        }
    }

    @Override
    public void read(PastRead read) {
        Double seconds = read.seconds() == null ? null : (Double) (double) read.seconds();
        features.apply(
                new FeedEvent.Read(
                        read.userId(),
                        Instant.ofEpochSecond(read.countsAt()),
                        read.postId(),
                        seconds,
                        read.scrollPercent()));
        baselines.read(read.userId(), read.postId(), read.countsAt());
        activity.merge(read.userId(), 1, Integer::sum);
    }

    private static ImpressionView view(LoggedImpression impression) {
        String page = impression.logged().page();
        String device = impression.logged().row().device();
        String session = impression.logged().row().sessionId();
        return new ImpressionView(
                impression.userId(),
                impression.time(),
                session == null ? "" : session,
                new ViewContext(
                        device == null ? "" : device,
                        impression.logged().subscriber(),
                        impression.logged().signedOn(),
                        page.isEmpty() ? null : page),
                impression.postIds());
    }
}
