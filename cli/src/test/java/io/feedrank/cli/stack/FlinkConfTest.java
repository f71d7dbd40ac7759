package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlinkConfTest {

    @Test
    void placeholders_of_flink_are_filled_in_and_others_are_left() {
        assertThat(
                        FlinkConf.fill(
                                "port: ${FLINK_REST_PORT} ${sys:x}",
                                Map.of("FLINK_REST_PORT", "8081")))
                .isEqualTo("port: 8081 ${sys:x}");
    }

    @Test
    void an_unknown_placeholder_names_the_known_ones() {
        assertThatThrownBy(() -> FlinkConf.fill("${FLINK_HOME}", Map.of("FLINK_WORK", "/w")))
                .isInstanceOf(StackException.class)
                .hasMessage("${FLINK_HOME}: no such value, expected one of [FLINK_WORK]");
    }

    @Test
    void settings_are_read_without_comments_and_quotes() {
        FlinkConf conf =
                FlinkConf.parse(
                        """
                # a.b: 1
                rest.bind-port: "8081"
                heap.size: 128m   # enough
                env.java.opts.all: --add-opens=java.base/java.util=ALL-UNNAMED -Da=b
                """);

        assertThat(conf.values()).containsEntry("rest.bind-port", "8081").doesNotContainKey("a.b");
        assertThat(conf.megabytes("heap.size", "heap.size")).isEqualTo(256);
        assertThat(conf.jvmOptions())
                .isEqualTo(List.of("--add-opens=java.base/java.util=ALL-UNNAMED", "-Da=b"));
        assertThatThrownBy(() -> conf.megabytes("rest.bind-port"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("got '8081', expected megabytes");
    }

    @Test
    void the_whole_stack_fits_into_eight_gigabytes() throws Exception {
        FlinkConf conf =
                FlinkConf.parse(
                        Files.readString(Installation.find().flinkConf().resolve("config.yaml")));

        int heap =
                ProcessCatalog.all().values().stream()
                                .mapToInt(ProcessCatalog.JvmProcess::heapMegabytes)
                                .sum()
                        + conf.megabytes(
                                "jobmanager.memory.heap.size",
                                "taskmanager.memory.framework.heap.size",
                                "taskmanager.memory.task.heap.size");

        assertThat(heap).isBetween(2_000, 5_000);
        assertThat(FlinkCluster.memoryFlags(Names.FLINK_TASKMANAGER, conf))
                .anyMatch(flag -> flag.startsWith("-Xmx"))
                .anyMatch(flag -> flag.startsWith("-XX:MaxDirectMemorySize="));
    }
}
