package io.feedrank.cli.backfill;

import io.feedrank.cli.stack.FeatureJob;
import io.feedrank.cli.stack.FlinkRest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs of one job on a cluster, the newest generation first. */
record RunningJobs(List<Run> runs) {
    /** One of them. */
    record Run(String id, long generation) {}

    RunningJobs {
        runs = List.copyOf(runs);
    }

    static RunningJobs of(FlinkRest rest, FeatureJob job) {
        return new RunningJobs(
                rest.jobs().entrySet().stream()
                        .filter(entry -> job.generationOf(entry.getValue()).isPresent())
                        .map(
                                entry ->
                                        new Run(
                                                entry.getKey(),
                                                job.generationOf(entry.getValue()).getAsLong()))
                        .sorted(Comparator.comparingLong(Run::generation).reversed())
                        .toList());
    }

    Optional<Run> newest() {
        return runs.stream().findFirst();
    }

    boolean has(String id) {
        return runs.stream().anyMatch(run -> run.id().equals(id));
    }
}
