package io.feedrank.ranking.statefun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlinkSettingsTest {

    private static final Path RESTORE = Path.of("/c/00000000000000000000000000000000/chk-3");

    @Test
    void each_configured_value_reaches_flink() {
        assertThat(flink("hashmap", Map.of(), Optional.of(RESTORE)))
                .containsEntry("rest.port", "8099")
                .containsEntry("rest.bind-address", "127.0.0.1")
                .containsEntry("parallelism.default", "3")
                .containsEntry("taskmanager.numberOfTaskSlots", "3")
                .containsEntry("execution.checkpointing.dir", "file:///c")
                .containsEntry("execution.checkpointing.interval", "7 s")
                .containsEntry("state.backend.type", "hashmap")
                .containsEntry("execution.state-recovery.path", "file://" + RESTORE)
                .containsEntry("execution.state-recovery.claim-mode", "CLAIM")
                .containsEntry("statefun.async.max-per-task", "30")
                .containsEntry("statefun.remote.module-name", "file:///c/module.yaml")
                .containsEntry("io.tmp.dirs", "/c/scratch");
    }

    @Test
    void latency_and_recovery_do_not_rest_on_flinks_defaults() {
        assertThat(flink("rocksdb", Map.of(), Optional.empty()))
                .containsEntry("execution.buffer-timeout.interval", "0 ms")
                .containsEntry("execution.checkpointing.unaligned.enabled", "false")
                .containsEntry("execution.checkpointing.max-concurrent-checkpoints", "1")
                .containsEntry("execution.checkpointing.incremental", "true")
                .containsEntry(
                        "execution.checkpointing.externalized-checkpoint-retention",
                        "RETAIN_ON_CANCELLATION")
                .containsEntry("restart-strategy.type", "exponential-delay")
                .doesNotContainKey("execution.state-recovery.path");
    }

    @Test
    void what_is_given_for_flink_itself_is_the_stronger() {
        assertThat(
                        flink(
                                "hashmap",
                                Map.of("parallelism.default", "1", "metrics.reporters", "prom"),
                                Optional.empty()))
                .containsEntry("parallelism.default", "1")
                .containsEntry("metrics.reporters", "prom");
    }

    private static Map<String, String> flink(
            String stateBackend, Map<String, String> overrides, Optional<Path> restoreFrom) {
        RuntimeConfig config =
                new RuntimeConfig(
                        new KafkaConfig("k:1", "requests", "group", Duration.ofSeconds(1)),
                        new FunctionConfig(
                                URI.create("http://r/statefun"), Duration.ofSeconds(3), 20, 30),
                        new ClusterConfig(
                                8099, 3, Path.of("/c"), Duration.ofSeconds(7), stateBackend),
                        overrides);
        return FlinkSettings.of(
                        config, Path.of("/c/module.yaml"), Path.of("/c/scratch"), restoreFrom)
                .toMap();
    }
}
