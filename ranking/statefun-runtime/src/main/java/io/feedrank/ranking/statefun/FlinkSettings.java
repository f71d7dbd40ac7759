package io.feedrank.ranking.statefun;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.statefun.flink.core.StatefulFunctionsConfig;

/** Flink's configuration for this runtime, of the cluster and of the job alike. */
final class FlinkSettings {

    static final String HOST = "127.0.0.1";

    private FlinkSettings() {}

    static Configuration of(
            RuntimeConfig config, Path moduleFile, Path scratch, Optional<Path> restoreFrom) {
        Configuration flink = new Configuration();
        addresses(flink, config.cluster());
        state(flink, config.cluster());
        recovery(flink, restoreFrom);
        // Each message is sent on at once: the default waits up to 100 ms for a buffer to fill.
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, config.cluster().parallelism());
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, config.cluster().parallelism());
        flink.set(PipelineOptions.MAX_PARALLELISM, ClusterConfig.MAX_PARALLELISM);
        flink.set(CoreOptions.TMP_DIRS, scratch.toString());
        // What StateFun asks for; with no user jars all classes come from the process's class path
        // anyway.
        flink.setString(
                CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL.key(),
                "org.apache.flink.statefun;org.apache.kafka;com.google.protobuf");
        flink.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
        flink.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        flink.set(StatefulFunctionsConfig.FLINK_JOB_NAME, "feedrank-ranking");
        flink.set(StatefulFunctionsConfig.REMOTE_MODULE_NAME, moduleFile.toUri().toString());
        flink.set(
                StatefulFunctionsConfig.ASYNC_MAX_OPERATIONS_PER_TASK,
                config.function().maxInFlight());
        config.flinkOverrides().forEach(flink::setString);
        return flink;
    }

    private static void addresses(Configuration flink, ClusterConfig cluster) {
        flink.set(RestOptions.ADDRESS, HOST);
        flink.set(RestOptions.BIND_ADDRESS, HOST);
        flink.set(RestOptions.PORT, cluster.restPort());
        flink.set(RestOptions.BIND_PORT, Integer.toString(cluster.restPort()));
        flink.set(JobManagerOptions.ADDRESS, HOST);
        flink.set(JobManagerOptions.BIND_HOST, HOST);
        flink.set(TaskManagerOptions.HOST, HOST);
        flink.set(TaskManagerOptions.BIND_HOST, HOST);
    }

    private static void state(Configuration flink, ClusterConfig cluster) {
        flink.set(StateBackendOptions.STATE_BACKEND, cluster.stateBackend());
        flink.set(
                CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
                cluster.stateBackend().equals("rocksdb"));
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                cluster.checkpointDir().toUri().toString());
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, cluster.checkpointInterval());
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(1));
        // StateFun's feedback loop allows neither unaligned nor concurrent checkpoints.
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
        // A checkpoint that is late costs a longer replay; a restart for it would cost one at once.
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    private static void recovery(Configuration flink, Optional<Path> restoreFrom) {
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(200));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(5));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofSeconds(30));
        restoreFrom.ifPresent(
                checkpoint -> {
                    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
                    // The new job owns the old one's checkpoint and deletes it once it has its own.
                    flink.set(StateRecoveryOptions.RESTORE_MODE, RestoreMode.CLAIM);
                });
    }
}
