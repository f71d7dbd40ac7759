package io.feedrank.bench.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesBenchIT {
    private static final List<String> FIGURES =
            List.of(
                    "events_per_cpu_second",
                    "updates_per_cpu_second",
                    "plain_loop_updates_per_cpu_second",
                    "ratio_to_plain_loop",
                    "rocksdb_updates_per_cpu_second",
                    "freshness_p50_ms",
                    "freshness_p99_ms",
                    "read_1000_p50_ms",
                    "redis_mget_limit_p50_ms",
                    "ratio_to_redis_limit",
                    "state_bytes_per_user",
                    "redis_bytes_per_post");

    @TempDir private Path directory;

    @Test
    void a_quick_run_gives_every_figure_and_says_how_it_goes_on() throws Exception {
        Path file = directory.resolve("features.json");
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        new FeaturesBench(
                        new FeaturesBenchConfig(file, true),
                        directory,
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(FIGURES)
                .allSatisfy(name -> assertThat(json.path(name).asDouble()).as(name).isPositive());
        assertThat(json.path("freshness_p99_ms").asDouble())
                .isGreaterThanOrEqualTo(json.path("freshness_p50_ms").asDouble());
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("topology on the heap, run 1", " probes, p50");
    }

    @Test
    void arguments_that_are_none_are_refused() {
        assertThatThrownBy(() -> FeaturesBenchConfig.parse("--fast"))
                .hasMessage("got --fast, expected --json FILE or --quick");
        assertThat(FeaturesBenchConfig.parse("--json", "f", "--quick"))
                .isEqualTo(new FeaturesBenchConfig(Path.of("f"), true));
    }
}
