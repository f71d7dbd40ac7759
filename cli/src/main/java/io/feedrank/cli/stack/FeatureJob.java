package io.feedrank.cli.stack;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Flink jobs of the job jar, by the names that {@code submit} takes. */
public enum FeatureJob {
    /** Keeps the features of the online store. */
    ONLINE_FEATURES(Names.ONLINE_FEATURES, "io.feedrank.jobs.OnlineFeatureJob"),
    /** Writes events and point-in-time training examples to the offline store. */
    OFFLINE_FEATURES(Names.OFFLINE_FEATURES, "io.feedrank.jobs.OfflineFeatureJob");

    private final String jobName;
    private final String entryClass;

    FeatureJob(String jobName, String entryClass) {
        this.jobName = jobName;
        this.entryClass = entryClass;
    }

    /** As in {@code feedrank submit NAME}. */
    public String jobName() {
        return jobName;
    }

    /** The class with its main method. */
    public String entryClass() {
        return entryClass;
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
