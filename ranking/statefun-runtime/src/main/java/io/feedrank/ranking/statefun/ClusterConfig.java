package io.feedrank.ranking.statefun;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The Flink cluster in the process.
 *
 * @param restPort Flink's REST port on 127.0.0.1
 * @param parallelism tasks of each operator
 * @param checkpointDir a local directory that belongs to one runtime, absolute
 * @param checkpointInterval from one checkpoint to the next
 * @param stateBackend {@code hashmap} or {@code rocksdb}
 */
record ClusterConfig(
        int restPort,
        int parallelism,
        Path checkpointDir,
        Duration checkpointInterval,
        String stateBackend) {

    /** Key groups of the job: the most tasks that its state can ever be spread over. */
    static final int MAX_PARALLELISM = 128;

    private static final List<String> STATE_BACKENDS = List.of("hashmap", "rocksdb");

    ClusterConfig {
        if (restPort < 1 || restPort > 65_535) {
            throw RuntimeFailure.badInput(
                    "statefun.rest-port is " + restPort + ", expected 1 to 65535");
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw RuntimeFailure.badInput(
                    "statefun.parallelism is "
                            + parallelism
                            + ", expected 1 to "
                            + MAX_PARALLELISM);
        }
        if (checkpointInterval.toMillis() < 100) {
            throw RuntimeFailure.badInput(
                    "statefun.checkpoint-interval-ms is "
                            + checkpointInterval.toMillis()
                            + ", expected 100 or more");
        }
        if (!STATE_BACKENDS.contains(stateBackend)) {
            throw RuntimeFailure.badInput(
                    "statefun.state-backend is "
                            + stateBackend
                            + ", expected one of "
                            + STATE_BACKENDS);
        }
        checkpointDir = checkpointDir.toAbsolutePath().normalize();
    }

    static ClusterConfig from(RuntimeSettings settings) {
        return new ClusterConfig(
                settings.integer("statefun.rest-port"),
                settings.integer("statefun.parallelism"),
                Path.of(settings.text("statefun.checkpoint-dir")),
                settings.millis("statefun.checkpoint-interval-ms"),
                settings.text("statefun.state-backend"));
    }
}
