package io.feedrank.bench.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankBenchTest {
    private static final List<String> COST =
            List.of(
                    "rows",
                    "width",
                    "cpu_ms_full",
                    "cpu_ms_raw_tensorflow",
                    "ratio_to_raw",
                    "flop_bound_cpu_ms",
                    "ratio_to_bound");

    @TempDir private Path directory;

    @Test
    void a_quick_run_gives_every_figure() throws Exception {
        Path file = directory.resolve("rank.json");

        int exit =
                new RankBench(
                                new RankBenchConfig(file, ComputeDevice.CPU, true),
                                directory.resolve("registry"),
                                new PrintStream(OutputStream.nullOutputStream()))
                        .run();

        assertThat(exit).isZero();
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        for (JsonNode cost : List.of(json, json.path("production"))) {
            assertThat(COST).allSatisfy(name -> assertPositive(cost.path(name)));
        }
        assertThat(json.path("rows").asInt()).isEqualTo(1_000);
        assertThat(json.path("width").asInt()).isEqualTo(160);
        for (String rows : List.of("rows_1", "rows_50")) {
            assertPositive(json.path("batcher").path(rows).path("gain_vs_locked"));
            assertPositive(json.path("batcher").path(rows).path("gain_vs_per_thread"));
        }
        assertPositive(json.path("fallback_us"));
        assertPositive(json.path("swap_p99_ratio"));
        assertPositive(json.path("training").path("production").path("examples_per_cpu_second"));
        assertPositive(json.path("peak_gflops"));
    }

    @Test
    void arguments_that_are_none_are_refused() {
        assertThatThrownBy(() -> RankBenchConfig.parse("--fast"))
                .hasMessageContaining("got --fast, expected --json FILE");
        assertThat(RankBenchConfig.parse("--device", "gpu").device()).isEqualTo(ComputeDevice.GPU);
    }

    private static void assertPositive(JsonNode figure) {
        assertThat(figure.asDouble()).isPositive();
    }
}
