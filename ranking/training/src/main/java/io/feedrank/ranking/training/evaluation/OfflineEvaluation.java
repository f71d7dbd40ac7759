package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.training.TrainingProgress;
import io.feedrank.ranking.training.evaluation.baseline.BaselineState;
import io.feedrank.ranking.training.evaluation.baseline.ListwiseLinear;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Trains on one part of a click log and judges on the part after it, replayed in time order.
 *
 * <p>The log is replayed twice. First the part to learn from, with its own history: so that during
 * training, as during the test, reads outside the log are known up to its start only. Then
 * everything, to judge with all that was known by then. So models depend on nothing of the test,
 * but for those trained again as it goes on.
 */
public final class OfflineEvaluation {
    private static final int REPORT_IMPRESSIONS = 1_000;
    private static final double READ = 0.05;
    private static final double LEARN = 0.25;
    private static final double TRAIN = 0.65;
    private static final double RANK = 0.95;

    private final EvaluationRequest request;
    private final List<Contender> contenders;

    /**
     * @param contenders the first of them has the levels {@link Level#FULL} and {@link
     *     Level#FALLBACK}
     */
    OfflineEvaluation(EvaluationRequest request, List<Contender> contenders) {
        this.request = request;
        this.contenders = List.copyOf(contenders);
    }

    /** Of the ranker of impressions, beside the one that feeds are served by. */
    public static OfflineEvaluation ofStandardRanker(EvaluationRequest request) {
        return new OfflineEvaluation(request, StandardContenders.of(request));
    }

    /** How far an evaluation is when this share of the training is done. */
    static double trained(double share) {
        return LEARN + (TRAIN - LEARN) * share;
    }

    /**
     * Runs it, and writes the files that it was asked for.
     *
     * @throws FeedrankException BAD_INPUT when the data cannot be used; the message says why
     */
    public EvaluationResult run() {
        progress("read", 0);
        EvaluationRequest.Options options = request.options();
        EvaluationLog log = EvaluationLog.read(request.trainDir(), request.testDir());
        Path truthFile = options.files().truth();
        Map<String, float[]> truth = truthFile == null ? Map.of() : ScoreFile.read(truthFile);
        Lessons lessons = learn(log);
        int learnedFrom = lessons.closeUntil(log.test().get(0).time());
        if (learnedFrom == 0) {
            throw FeedrankException.badInput(
                    "--train "
                            + request.trainDir()
                            + ": got no impression with a click and a post without one, expected"
                            + " some");
        }
        int keepEvery =
                options.files().report() == null ? 0 : 1 + log.test().size() / REPORT_IMPRESSIONS;
        TestRanking.Training training = until -> train(lessons, until);
        progress("train", LEARN);
        try (TestRanking ranking =
                new TestRanking(
                        contenders,
                        lessons,
                        training.train(log.test().get(0).time()),
                        training,
                        new TestRanking.Extras(options.retrain(), keepEvery, truth))) {
            int readsLeftOut = judge(log, ranking);
            progress("evaluate", RANK);
            return result(log, ranking, learnedFrom, readsLeftOut);
        }
    }

    private Lessons learn(EvaluationLog log) {
        List<ModelInputs> fresh = inputs();
        Lessons lessons =
                new Lessons(contenders, fresh.stream().map(each -> each.columns().size()).toList());
        Meter meter = new Meter("learn", READ, LEARN, log.train().size());
        ReplayedState state =
                new ReplayedState(
                        fresh,
                        (impression, now) -> {
                            meter.next();
                            lessons.add(
                                    impression,
                                    now.lesson(impression),
                                    now.baselineRows(impression));
                        });
        Replay.training(log).run(state);
        return lessons;
    }

    private TestRanking.Trained train(Lessons lessons, Instant until) {
        lessons.closeUntil(until);
        ListwiseLinear linear = ListwiseLinear.fit(BaselineState.INPUTS, lessons.choices());
        TestRanking.Trained trained = new TestRanking.Trained(new ArrayList<>(), linear);
        try {
            for (int i = 0; i < contenders.size(); i++) {
                LevelTrainer trainer = contenders.get(i).trainer();
                trained.levels()
                        .add(trainer.train(lessons.examples(i), until, request.options().seed()));
            }
            return trained;
        } catch (RuntimeException e) {
            trained.close();
            throw e;
        }
    }

    private List<ModelInputs> inputs() {
        return contenders.stream().map(each -> each.inputs().get()).toList();
    }

    /** How many reads were left out as known already. */
    private int judge(EvaluationLog log, TestRanking ranking) {
        Meter meter = new Meter("rank", TRAIN, RANK, log.test().size());
        ReplayedState state =
                new ReplayedState(
                        inputs(),
                        (impression, now) -> {
                            if (impression.test()) {
                                meter.next();
                                ranking.rank(impression, now);
                            }
                        });
        Replay replay =
                Replay.whole(
                        log, request.options().frozen() ? Replay.State.FROZEN : Replay.State.LIVE);
        replay.run(state);
        return replay.leftOut();
    }

    private EvaluationResult result(
            EvaluationLog log, TestRanking ranking, int learnedFrom, int readsLeftOut) {
        EvaluationRequest.Options options = request.options();
        Path predictions = options.files().predictions();
        if (predictions != null) {
            ScoreFile.write(predictions, ranking.judged(), Level.FULL.id());
        }
        Scoreboard board = new Scoreboard(rankers(), options.seed());
        ranking.judged().forEach(judged -> board.add(judged.impression(), judged.scores()));
        EvaluationResult.Data data =
                new EvaluationResult.Data(
                        learnedFrom,
                        log.test().get(0).time(),
                        log.test().get(log.test().size() - 1).time(),
                        board.withoutClick(),
                        board.allClicked(),
                        log.allReads().size(),
                        readsLeftOut,
                        ranking.trainings(),
                        options.seed(),
                        options.frozen(),
                        options.retrain(),
                        options.inputs().list(),
                        new TreeSet<>(options.inputs().withoutGroups()));
        EvaluationResult result = EvaluationResult.of(board, data);
        Path report = options.files().report();
        if (report != null) {
            progress("report", RANK);
            new ReportFolder(report)
                    .write(result, ranking.judged(), ranking.levels(), inputs().get(0).columns());
        }
        return result;
    }

    private List<String> rankers() {
        List<String> rankers = new ArrayList<>();
        contenders.forEach(each -> rankers.addAll(each.names()));
        rankers.add(Level.TRENDING.id());
        rankers.addAll(Rankers.BASELINES);
        if (request.options().files().truth() != null) {
            rankers.add(Rankers.TRUTH);
        }
        return rankers;
    }

    private void progress(String phase, double fraction) {
        request.progress()
                .report(new TrainingProgress.Step(phase, "", fraction, Double.NaN, Double.NaN));
    }

    /** Reports a phase's progress, a hundred times in all. */
    private final class Meter {
        private final String phase;
        private final double from;
        private final double to;
        private final int total;
        private int done;

        Meter(String phase, double from, double to, int total) {
            this.phase = phase;
            this.from = from;
            this.to = to;
            this.total = total;
        }

        void next() {
            if (done % Math.max(1, total / 100) == 0) {
                progress(phase, from + (to - from) * done / total);
            }
            done++;
        }
    }
}
