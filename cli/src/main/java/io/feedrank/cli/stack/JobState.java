package io.feedrank.cli.stack;

import java.util.Locale;
import java.util.Set;

/**
 * What a cluster says of a job.
 *
 * @param state Flink's name for it, or {@code UNKNOWN} when the cluster doesn't know the job
 * @param tasksRunning tasks that run now
 * @param tasks tasks there should be
 */
public record JobState(String state, int tasksRunning, int tasks) {
    private static final Set<String> ENDED =
            Set.of("FAILED", "CANCELED", "FINISHED", "SUSPENDED", "UNKNOWN");

    /** A job that the cluster doesn't know. */
    static final JobState UNKNOWN = new JobState("UNKNOWN", 0, 0);

    /** Whether it will never run again by itself. */
    public boolean ended() {
        return ENDED.contains(state);
    }

    /** Whether it came to its end, as a bounded job does. */
    public boolean finished() {
        return state.equals("FINISHED");
    }

    /** Whether all of it runs. */
    public boolean running() {
        return state.equals("RUNNING") && tasks > 0 && tasksRunning == tasks;
    }

    @Override
    public String toString() {
        return state.equals("RUNNING")
                ? tasksRunning + " of " + tasks + " tasks run"
                : state.toLowerCase(Locale.ROOT);
    }
}
