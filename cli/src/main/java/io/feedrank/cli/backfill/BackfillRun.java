package io.feedrank.cli.backfill;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.FeatureJob;
import io.feedrank.cli.stack.FlinkRest;
import io.feedrank.cli.stack.Handover;
import io.feedrank.cli.stack.Installation;
import io.feedrank.cli.stack.JobState;
import io.feedrank.cli.stack.JobSubmission;
import io.feedrank.cli.stack.Polling;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts the job of a new generation from the live one's savepoint, waits until it has caught up,
 * and cancels the live one.
 */
final class BackfillRun {
    static final String HELD = "held writes";

    private static final Duration PATIENCE = Duration.ofHours(12);
    private static final Duration STEP_PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final FlinkRest rest;
    private final Path file;
    private final Optional<Handover> stack;

    /**
     * @param file says that it is under way
     * @param stack that the job belongs to; none for a cluster of somebody else's
     */
    BackfillRun(FlinkRest rest, Path file, Optional<Handover> stack) {
        this.rest = rest;
        this.file = file;
        this.stack = stack;
    }

    /** Submits the job; from here on the command can be killed and run again. */
    OpenBackfill start(BackfillPlan plan, Map<String, String> settings, int parallelism) {
        Map<String, String> engine = new TreeMap<>();
        stack.ifPresent(handover -> engine.putAll(handover.engine(plan.generation())));
        // Operators that begin anew leave their part of the savepoint behind.
        engine.put("execution.state-recovery.ignore-unclaimed-state", "true");
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(plan.settings());
        Optional<String> savepoint =
                Optional.ofNullable(plan.liveJob()).map(id -> rest.savepoint(id, STEP_PATIENCE));
        JobSubmission submission =
                new JobSubmission(FeatureJob.ONLINE_FEATURES, parallelism, all, savepoint, engine);
        Map<String, String> before =
                stack.map(handover -> handover.configure(plan.settings())).orElse(Map.of());
        try {
            String id = rest.submit(Installation.find().jobJar(), submission);
            OpenBackfill open =
                    new OpenBackfill(id, plan.generation(), plan.liveJob(), plan.holdUntil());
            open.write(file);
            return open;
        } catch (RuntimeException failure) {
            stack.ifPresent(handover -> handover.revert(before));
            throw failure;
        }
    }

    /** Waits for the job of {@code open} and lets it take over. */
    void finish(OpenBackfill open, Progress progress) {
        Instant hold = open.holdUntil();
        JobState last =
                Polling.latest(
                        PATIENCE,
                        POLL,
                        () -> rest.state(open.jobId()),
                        state ->
                                state.ended()
                                        || (state.running() && caughtUp(open, hold, progress)));
        if (last.ended()) {
            OpenBackfill.forget(file);
            throw new CommandFailure(
                    "job "
                            + open.jobId()
                            + " of generation "
                            + open.generation()
                            + ": "
                            + last
                            + " "
                            + rest.failure(open.jobId())
                            + "; run the backfill again, it takes the next generation");
        }
        if (!last.running() || !caughtUp(open, hold, progress)) {
            throw new CommandFailure(
                    "job "
                            + open.jobId()
                            + " has not caught up yet; run the same command again to go on waiting");
        }
        // A checkpoint flushes what was let go: then the store has all of it.
        rest.checkpoint(open.jobId(), STEP_PATIENCE);
        stack.ifPresent(handover -> handover.takeOver(open.jobId()));
        String live = open.liveJob();
        if (live != null) {
            rest.cancel(live);
        }
        OpenBackfill.forget(file);
    }

    private boolean caughtUp(OpenBackfill open, @Nullable Instant hold, Progress progress) {
        Optional<Instant> at = rest.watermark(open.jobId(), HELD);
        progress.detail(at.map(time -> "at " + time).orElse("reading history"));
        return hold == null || at.filter(time -> !time.isBefore(hold)).isPresent();
    }

    /** Runs a bounded job to its end. */
    void await(FeatureJob job, Map<String, String> settings, int parallelism, Progress progress) {
        String id =
                rest.submit(
                        Installation.find().jobJar(),
                        new JobSubmission(job, parallelism, settings, Optional.empty(), Map.of()));
        JobState last =
                Polling.latest(
                        PATIENCE,
                        POLL,
                        () -> rest.state(id),
                        state -> {
                            progress.detail(state.toString());
                            return state.ended();
                        });
        if (!last.finished()) {
            throw new CommandFailure(
                    job.jobName() + " as job " + id + ": " + last + " " + rest.failure(id));
        }
    }
}
