package io.feedrank.ranking.pipeline;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.StageTiming;
import io.feedrank.proto.v1.Verdict;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened to one request: it runs the stages, holds them to the deadline, and keeps times and
 * verdicts.
 */
final class RequestTrace {
    private static final Logger LOG = LoggerFactory.getLogger(RequestTrace.class);

    private static final Duration FOREVER = Duration.ofHours(1);

    private final Clock clock;
    private final Instant deadline;
    private final PipelineMetrics metrics;
    private final int mostVerdicts;
    private final List<StageTiming> stages = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Set<String> degraded = new LinkedHashSet<>();

    RequestTrace(Clock clock, RankingRequest request, PipelineMetrics metrics) {
        this.clock = clock;
        this.deadline = request.deadline();
        this.metrics = metrics;
        this.mostVerdicts = request.explain() ? Integer.MAX_VALUE : PipelineConfig.MOST_VERDICTS;
    }

    /**
     * Runs a stage that the feed needs.
     *
     * @param in candidates that go in
     * @param out how many come out
     * @throws FeedrankException TIMEOUT when the deadline has passed, or what the stage throws
     */
    <T> T stage(String name, int in, ToIntFunction<T> out, Supplier<T> work) {
        if (isLate()) {
            throw late(name);
        }
        try {
            return timed(name, in, out, work);
        } catch (RuntimeException e) {
            metrics.failed(name);
            throw e;
        }
    }

    /** Runs a stage that the feed can do without. */
    <T> StageOutcome<T> optionalStage(String name, int in, ToIntFunction<T> out, Supplier<T> work) {
        if (isLate()) {
            degrade(name);
            return new StageOutcome.Skipped<>();
        }
        try {
            return new StageOutcome.Done<>(timed(name, in, out, work));
        } catch (RuntimeException e) {
            failed(name, e);
            return new StageOutcome.Failed<>(e);
        }
    }

    private <T> T timed(String name, int in, ToIntFunction<T> out, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        note(name, in, out.applyAsInt(result), System.nanoTime() - start, "");
        return result;
    }

    /** Notes a stage that was run elsewhere. */
    void note(String name, int in, int out, long nanos, String note) {
        metrics.stage(name, in, out, nanos);
        stages.add(
                StageTiming.newBuilder()
                        .setName(name)
                        .setCandidatesIn(in)
                        .setCandidatesOut(out)
                        .setMicros(nanos / 1_000)
                        .setNote(note)
                        .build());
    }

    /** Notes that a stage failed, and that the feed goes on without it. */
    void failed(String name, Throwable cause) {
        LOG.warn("stage {} failed, the feed goes on without it: {}", name, cause.toString());
        metrics.failed(name);
        degrade(name);
    }

    /**
     * Time until nobody waits any more.
     *
     * @throws FeedrankException TIMEOUT when there is none before {@code name}
     */
    Duration timeLeft(String name) {
        Instant now = clock.instant();
        if (now.isAfter(deadline)) {
            throw late(name);
        }
        return deadline.equals(Instant.MAX) ? FOREVER : Duration.between(now, deadline);
    }

    private static FeedrankException late(String name) {
        return new FeedrankException(Category.TIMEOUT, "the deadline passed before " + name);
    }

    /** Notes that the feed lacks what {@code name} would have given. */
    void degrade(String name) {
        if (degraded.add(name)) {
            metrics.degraded(name);
        }
    }

    void verdict(String stage, String reason, Candidate candidate, double score) {
        if (verdicts.size() < mostVerdicts) {
            verdicts.add(
                    Verdict.newBuilder()
                            .setPostId(candidate.postId())
                            .setStage(stage)
                            .setReason(reason)
                            .setScore(score)
                            .addAllSources(candidate.sources())
                            .build());
        }
    }

    /** Writes all that was kept into {@code response}. */
    void writeTo(FeedResponse.Builder response) {
        response.addAllStages(stages).addAllVerdicts(verdicts).addAllDegraded(degraded);
    }

    /** Time until the deadline; a day for a request without one. */
    Duration timeLeft() {
        Instant now = clock.instant();
        return deadline.isAfter(now.plus(Scorer.FOREVER))
                ? Scorer.FOREVER
                : Duration.between(now, deadline);
    }

    private boolean isLate() {
        return clock.instant().isAfter(deadline);
    }
}
