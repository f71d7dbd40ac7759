package io.feedrank.cli.stack;

import java.util.List;
import java.util.Set;

/** Names of the members of the local stack. */
public final class Names {
    public static final String POSTGRES = "postgres";
    public static final String REDIS = "redis";
    public static final String KAFKA = "kafka";
    public static final String CDC = "cdc";
    public static final String FLINK_JOBMANAGER = "flink-jobmanager";
    public static final String FLINK_TASKMANAGER = "flink-taskmanager";
    public static final String ONLINE_FEATURES = "online-features";
    public static final String OFFLINE_FEATURES = "offline-features";
    public static final String RANKING = "ranking";
    public static final String STATEFUN = "statefun";
    public static final String API = "api";

    /** Trains and judges models; started only where it is asked for. */
    public static final String MODEL_LOOP = "model-loop";

    /** All members, each behind what it needs; they are stopped in the opposite order. */
    public static final List<String> ALL =
            List.of(
                    POSTGRES,
                    REDIS,
                    KAFKA,
                    CDC,
                    FLINK_JOBMANAGER,
                    FLINK_TASKMANAGER,
                    ONLINE_FEATURES,
                    OFFLINE_FEATURES,
                    RANKING,
                    STATEFUN,
                    API);

    /** The servers that hold data. */
    public static final Set<String> INFRASTRUCTURE = Set.of(POSTGRES, REDIS, KAFKA);

    /** What turns changes and events into features, without anything that serves. */
    public static final Set<String> FEATURES =
            Set.of(
                    POSTGRES,
                    REDIS,
                    KAFKA,
                    CDC,
                    FLINK_JOBMANAGER,
                    FLINK_TASKMANAGER,
                    ONLINE_FEATURES,
                    OFFLINE_FEATURES);

    /** What answers requests. */
    public static final Set<String> SERVING = Set.of(RANKING, STATEFUN, API);

    private Names() {}
}
