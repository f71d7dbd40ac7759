package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.training.evaluation.baseline.BaselineState;
import io.feedrank.ranking.training.evaluation.baseline.ListwiseLinear;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ranks the test as its impressions come, by every ranker. */
final class TestRanking implements AutoCloseable {
    /** Trains anew on what is known at a moment. */
    interface Training {
        /** The models and the linear baseline. */
        Trained train(Instant until);
    }

    /**
     * What one training gives.
     *
     * @param levels by contender
     */
    record Trained(List<TrainedLevels> levels, ListwiseLinear linear) {
        void close() {
            levels.forEach(TrainedLevels::close);
        }
    }

    /**
     * What to do beside ranking.
     *
     * @param keepEvery keeps the inputs of each n-th impression; 0 for none
     * @param truth scores by impression; empty for none
     */
    record Extras(Retrain retrain, int keepEvery, Map<String, float[]> truth) {}

    private final List<Contender> contenders;
    private final Lessons lessons;
    private final Training training;
    private final Extras extras;
    private final List<Judged> judged = new ArrayList<>();
    private Trained trained;
    private long day = Long.MIN_VALUE;
    private int trainings = 1;

    /**
     * @param lessons takes what is ranked, to learn from it later
     */
    TestRanking(
            List<Contender> contenders,
            Lessons lessons,
            Trained first,
            Training training,
            Extras extras) {
        this.contenders = List.copyOf(contenders);
        this.lessons = lessons;
        this.trained = first;
        this.training = training;
        this.extras = extras;
    }

    /** Ranks one impression; nothing of its second has reached the state. */
    void rank(LoggedImpression impression, ReplayedState state) {
        retrainOnNewDay(impression);
        List<float[]> rows = state.rows(impression);
        BaselineState baselines = state.baselines();
        long second = impression.second();
        float[] inputs = state.baselineRows(impression);
        float[] decayed = baselines.decayedClicks(impression.postIds(), second);
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (int i = 0; i < contenders.size(); i++) {
            TrainedLevels levels = trained.levels().get(i);
            scores.put(contenders.get(i).full(), checked(impression, levels.full(rows.get(i))));
            scores.put(
                    contenders.get(i).fallback(),
                    checked(impression, levels.fallback(rows.get(i))));
        }
        scores.put(Level.TRENDING.id(), decayed);
        scores.put(Rankers.RANDOM, new float[impression.postIds().size()]);
        scores.put(Rankers.NEWEST, baselines.newest(impression.postIds(), second));
        scores.put(Rankers.CLICKS, baselines.clicks(impression.postIds(), second));
        scores.put(Rankers.DECAYED, decayed);
        scores.put(Rankers.LINEAR, trained.linear().score(inputs));
        float[] truth = extras.truth().get(impression.id());
        if (truth != null) {
            scores.put(Rankers.TRUTH, checked(impression, truth));
        }
        boolean keep = extras.keepEvery() > 0 && judged.size() % extras.keepEvery() == 0;
        judged.add(
                new Judged(
                        impression,
                        scores,
                        state.activity(impression.userId()),
                        keep ? rows.get(0) : new float[0]));
        if (extras.retrain() != Retrain.NEVER) {
            lessons.add(impression, state.lesson(impression), inputs);
        }
    }

    /** All that was ranked, in time order. */
    List<Judged> judged() {
        return judged;
    }

    /** The models of the first contender that ranked last. */
    TrainedLevels levels() {
        return trained.levels().get(0);
    }

    /** How often models were trained. */
    int trainings() {
        return trainings;
    }

    @Override
    public void close() {
        trained.close();
    }

    private void retrainOnNewDay(LoggedImpression impression) {
        long today = impression.time().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
        if (day != Long.MIN_VALUE && today > day && extras.retrain() == Retrain.DAILY) {
            Trained next = training.train(Instant.ofEpochSecond(today * 86_400));
            trained.close();
            trained = next;
            trainings++;
        }
        day = Math.max(day, today);
    }

    private static float[] checked(LoggedImpression impression, float[] scores) {
        if (scores.length != impression.postIds().size()) {
            throw FeedrankException.badInput(
                    "impression "
                            + impression.id()
                            + ": got "
                            + scores.length
                            + " scores, expected one for each of its "
                            + impression.postIds().size()
                            + " posts");
        }
        return scores;
    }
}
