package io.feedrank.cli.stack;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The Flink jobs of the job jar, by the names that {@code submit} takes. */
public enum FeatureJob {
    /** Keeps the features of the online store. */
    ONLINE_FEATURES(Names.ONLINE_FEATURES, "io.feedrank.jobs.OnlineFeatureJob", true),
    /** Writes events and point-in-time training examples to the offline store. */
    OFFLINE_FEATURES(Names.OFFLINE_FEATURES, "io.feedrank.jobs.OfflineFeatureJob", true),
    /** Brings events that came too late into the offline store, and ends. */
    LATE_EVENTS("late-events", "io.feedrank.jobs.LateEventsJob", false);

    private static final String GENERATION = "-g";

    private final String jobName;
    private final String entryClass;
    private final boolean unbounded;

    FeatureJob(String jobName, String entryClass, boolean unbounded) {
        this.jobName = jobName;
        this.entryClass = entryClass;
        this.unbounded = unbounded;
    }

    /** As in {@code feedrank submit NAME}. */
    public String jobName() {
        return jobName;
    }

    /** The class with its main method. */
    public String entryClass() {
        return entryClass;
    }

    /** Whether it runs until it is cancelled. */
    public boolean unbounded() {
        return unbounded;
    }

    /** Name of a run: a backfill starts online-features once more, as another generation. */
    public String nameOf(long generation) {
        return this == ONLINE_FEATURES && generation > 1
                ? jobName + GENERATION + generation
                : jobName;
    }

    /** The generation of the run of this name; empty when it is another job's. */
    public OptionalLong generationOf(String name) {
        if (name.equals(jobName)) {
            return OptionalLong.of(1);
        }
        String prefix = jobName + GENERATION;
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(name.substring(prefix.length())))
                : OptionalLong.empty();
    }

    /** The job of that name. */
    public static Optional<FeatureJob> named(String name) {
        return Arrays.stream(values()).filter(job -> job.jobName.equals(name)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(FeatureJob::jobName).collect(Collectors.joining(", "));
    }
}
