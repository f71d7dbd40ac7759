package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A feature job on the local Flink cluster. It goes on from its newest checkpoint, whichever
 * cluster wrote that.
 */
public final class FlinkJob implements StackMember {
    static final int PARALLELISM = 2;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CHECKPOINT_PATIENCE = Duration.ofSeconds(15);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(20);

    private final FeatureJob job;
    private final WorkDirectory work;
    private final FlinkRest cluster;
    private final Supplier<Map<String, String>> settings;
    private final Supplier<Path> jar;

    FlinkJob(
            FeatureJob job,
            WorkDirectory work,
            FlinkRest cluster,
            Supplier<Path> jar,
            Supplier<Map<String, String>> settings) {
        this.job = job;
        this.work = work;
        this.cluster = cluster;
        this.jar = jar;
        this.settings = settings;
    }

    @Override
    public String name() {
        return job.jobName();
    }

    @Override
    public Set<String> needs() {
        return Set.of(Names.KAFKA, Names.REDIS, Names.FLINK_JOBMANAGER, Names.FLINK_TASKMANAGER);
    }

    /** Flink's id of the run that was submitted last. */
    public Optional<String> jobId() {
        try {
            return Optional.of(Files.readString(idFile()).strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** What the cluster says of it; unknown when there is no cluster. */
    public JobState state() {
        try {
            return jobId().map(cluster::state).orElse(JobState.UNKNOWN);
        } catch (StackException noCluster) {
            return JobState.UNKNOWN;
        }
    }

    @Override
    public boolean present() {
        return !state().ended();
    }

    @Override
    public Health health() {
        JobState state = state();
        return state.running() ? Health.ok() : Health.waiting(state.toString());
    }

    @Override
    public void start(Duration timeout, Consumer<String> waitingFor) {
        if (!present()) {
            WorkDirectory.write(idFile(), cluster.submit(jar.get(), submission()));
        }
        JobState last =
                Polling.latest(
                        timeout,
                        POLL,
                        this::state,
                        state -> {
                            waitingFor.accept(explained(state));
                            return state.running() || state.ended();
                        });
        if (!last.running()) {
            String why = jobId().map(this::failure).orElse("");
            throw new StackException(
                    "job "
                            + name()
                            + ": "
                            + last
                            + (why.isEmpty() ? "" : ": " + why)
                            + "; see "
                            + work.log(Names.FLINK_TASKMANAGER));
        }
    }

    /** A job that restarts says why, so that nobody waits for what will never work. */
    private String explained(JobState state) {
        String why =
                state.state().equals("RESTARTING") ? jobId().map(this::failure).orElse("") : "";
        return why.isEmpty() ? state.toString() : state + ": " + why;
    }

    /** Takes a last checkpoint, so that the next run repeats nothing, and ends the job. */
    @Override
    public void stop() {
        jobId().filter(id -> present())
                .ifPresent(
                        id -> {
                            if (state().running()) {
                                checkpoint(id);
                            }
                            cancel(id);
                        });
    }

    @Override
    public void kill() {
        jobId().filter(id -> present()).ifPresent(this::cancel);
    }

    private JobSubmission submission() {
        Map<String, String> all = settings.get();
        long generation = Long.parseLong(all.getOrDefault("jobs.generation", "1"));
        Path checkpoints = checkpoints(work, job, generation);
        return new JobSubmission(
                job,
                PARALLELISM,
                all,
                Checkpoints.newest(checkpoints).map(path -> path.toUri().toString()),
                engine(checkpoints));
    }

    /** Generations don't mix: each restores from its own. */
    static Path checkpoints(WorkDirectory work, FeatureJob job, long generation) {
        return work.data("flink").resolve("checkpoints").resolve(job.nameOf(generation));
    }

    /** Settings of the engine for a job whose checkpoints are there. */
    static Map<String, String> engine(Path checkpoints) {
        return Map.of(
                "execution.checkpointing.dir",
                checkpoints.toUri().toString(),
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION");
    }

    private void checkpoint(String id) {
        try {
            cluster.checkpoint(id, CHECKPOINT_PATIENCE);
        } catch (StackException refused) {
            // Then the next run starts from an older one, and repeats more.
        }
    }

    private void cancel(String id) {
        cluster.cancel(id);
        if (!Polling.until(CANCEL_PATIENCE, POLL, () -> state().ended())) {
            throw new StackException(
                    "job " + name() + " was cancelled but does not end: " + state());
        }
    }

    private String failure(String id) {
        try {
            return cluster.failure(id);
        } catch (StackException unknown) {
            return "";
        }
    }

    private Path idFile() {
        return idFile(work, job);
    }

    /** Holds Flink's id of the run that was submitted last. */
    static Path idFile(WorkDirectory work, FeatureJob job) {
        return work.run().resolve(job.jobName() + ".job");
    }
}
