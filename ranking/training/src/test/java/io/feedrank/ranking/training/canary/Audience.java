package io.feedrank.ranking.training.canary;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.ModelAttempt;
import io.feedrank.ranking.pipeline.score.Attempt;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.feedrank.ranking.pipeline.score.ModelLadder;
import io.feedrank.ranking.pipeline.score.Scoring;
import io.feedrank.ranking.pipeline.score.ScoringCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * People who ask for feeds of thirty candidates and click, the more the better a post is and the
 * higher it stands. What they like is the first column.
 */
final class Audience {
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int CANDIDATES = 30;
    private static final int PAGE = 10;

    private final ModelLadder ladder;
    private final Judge judge;
    private final Random random = new Random(17);
    private final Map<String, Integer> feedsByModel = new HashMap<>();
    private final Set<String> usersOfTrial = new HashSet<>();
    private final Set<String> users = new HashSet<>();
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private int requests;

    Audience(ModelLadder ladder, Judge judge) {
        this.ladder = ladder;
        this.judge = judge;
    }

    /** Feeds ranked by each model. */
    Map<String, Integer> feedsByModel() {
        return feedsByModel;
    }

    /** Share of the users whose feed {@code model} ever ranked. */
    double shareOfUsers() {
        return (double) usersOfTrial.size() / users.size();
    }

    /** One person's visit, and the judge's look at what is over. */
    void visit(String trial) {
        String user = "user-" + random.nextInt(2_000);
        String request = "r" + requests++;
        FeatureRows rows = rows();
        Scoring scoring = ladder.score(rows, new ScoringCall(request, user, Duration.ofSeconds(5)));
        users.add(user);
        feedsByModel.merge(scoring.model(), 1, Integer::sum);
        if (scoring.model().equals(trial)) {
            usersOfTrial.add(user);
        }
        float[] scores = scoring.scores().score();
        List<Integer> page =
                IntStream.range(0, CANDIDATES)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> -scores[row]))
                        .limit(PAGE)
                        .toList();
        FeatureLogEntry log = log(request, user, scoring, page);
        judge.add(log);
        ladder.shadow(log, rows, page.stream().mapToInt(row -> row).toArray());
        for (int rank = 0; rank < PAGE; rank++) {
            double liking = rows.row(page.get(rank))[0];
            if (random.nextDouble() < 0.6 * Math.max(0, liking) / (1 + 0.3 * rank)) {
                judge.add(
                        new Event(
                                request + "-" + rank,
                                user,
                                EventType.CLICK,
                                List.of(request + "-" + page.get(rank)),
                                now.plusSeconds(20),
                                rank % 2 == 0 ? request : null,
                                null,
                                null,
                                null,
                                null));
            }
        }
        now = now.plusSeconds(2);
        judge.judge(now);
    }

    private FeatureRows rows() {
        int width = PlantedModels.CATALOG.width();
        float[] values = new float[CANDIDATES * width];
        for (int row = 0; row < CANDIDATES; row++) {
            values[row * width] = (float) (random.nextGaussian() * 0.6);
            if (row == 0) {
                // Somebody always likes something well enough for a planted fault to show.
                values[0] = 1.2f;
            }
        }
        return new FeatureRows(values, CANDIDATES, PlantedModels.CATALOG.columns());
    }

    private FeatureLogEntry log(String request, String user, Scoring scoring, List<Integer> page) {
        FeatureLogEntry.Builder entry =
                FeatureLogEntry.newBuilder()
                        .setRequestId(request)
                        .setUserId(user)
                        .setScoredAtMs(now.toEpochMilli())
                        .setModel(scoring.model());
        for (Attempt attempt : scoring.attempts()) {
            entry.addAttempts(
                    ModelAttempt.newBuilder()
                            .setAlias(attempt.alias().id())
                            .setModel(attempt.model())
                            .setMicros(attempt.took().toNanos() / 1_000)
                            .setFailure(attempt.failure().orElse("")));
        }
        page.forEach(
                row -> entry.addRows(FeatureLogRow.newBuilder().setPostId(request + "-" + row)));
        return entry.build();
    }
}
