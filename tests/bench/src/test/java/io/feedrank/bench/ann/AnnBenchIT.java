package io.feedrank.bench.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnBenchIT {
    @TempDir Path directory;

    @Test
    void a_quick_run_writes_a_row_for_each_engine_k_and_recall() throws Exception {
        Path json = directory.resolve("ann.json");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        AnnBenchConfig config =
                AnnBenchConfig.parse(
                        "--quick",
                        "--json",
                        json.toString(),
                        "--plots",
                        directory.resolve("plots").toString());

        int exit =
                new AnnBench(config, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        assertThat(exit).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("x native", "SSE only");
        assertThat(directory.resolve("plots/ann-churn.png")).isNotEmptyFile();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.path("n").asInt()).isEqualTo(8_000);
        assertThat(report.path("dim").asInt()).isEqualTo(64);
        assertThat(names(report.path("engines")))
                .contains("exact", "hnsw", "quantized", "quantized-scan", "planner");
        assertThat(names(report.path("peers"))).containsOnly("hnswlib-native", "lucene-hnsw");
        report.path("engines").forEach(AnnBenchIT::is_an_engines_row);
        report.path("peers").forEach(AnnBenchIT::is_a_row);
        assertThat(report.at("/limit/memory_gb_per_s").asDouble()).isPositive();
        assertThat(report.at("/limit/scan_share_of_bandwidth").asDouble()).isPositive();
        assertThat(report.at("/deletes/short_results").asInt(-1)).isZero();
        assertThat(report.at("/deletes/steps")).hasSize(6).allSatisfy(AnnBenchIT::is_a_step);
        assertThat(report.at("/live/restore_s").isNumber()).isTrue();
        for (String what : Set.of("upserts", "deletes", "snapshot", "rebuild")) {
            assertThat(report.at("/live/" + what + "_turns").asInt()).as(what).isPositive();
        }
        assertThat(report.at("/churn/recall_after").asDouble()).isGreaterThan(0.9);
    }

    private static Set<String> names(JsonNode rows) {
        Set<String> names = new HashSet<>();
        Set<String> settings = new HashSet<>();
        for (JsonNode row : rows) {
            names.add(row.path("name").asText());
            settings.add(row.path("k").asText() + " at " + row.path("recall_goal").asText());
        }
        assertThat(settings).hasSize(6);
        assertThat(rows).hasSize(6 * names.size());
        return names;
    }

    private static void is_a_step(JsonNode step) {
        assertThat(step.path("recall").asDouble()).as(step.toString()).isGreaterThan(0.9);
        // Of so few vectors a scan is shorter than the way through the tombstones of a graph.
        assertThat(step.path("engines").path("exact").asInt())
                .as(step.toString())
                .isEqualTo(step.path("searches").asInt());
    }

    private static void is_a_row(JsonNode row) {
        assertThat(row.path("recall").asDouble())
                .as(row.toString())
                .isGreaterThanOrEqualTo(row.path("recall_goal").asDouble());
        for (String figure :
                Set.of(
                        "cpu_ms_median",
                        "ms_p99",
                        "qps_2_threads",
                        "bytes_per_vector",
                        "upserts_per_s")) {
            assertThat(row.path(figure).asDouble()).as(figure + " of " + row).isPositive();
        }
        assertThat(row.path("build_cpu_s").isNumber()).isTrue();
        assertThat(row.path("filters").isObject()).isTrue();
    }

    private static void is_an_engines_row(JsonNode row) {
        is_a_row(row);
        for (String share : Set.of("0.5", "0.1", "0.01", "0.0001")) {
            JsonNode filtered = row.path("filters").path(share);
            assertThat(filtered.path("cpu_ms_median").asDouble()).isPositive();
            assertThat(filtered.path("recall").asDouble()).isGreaterThan(0.9);
            assertThat(filtered.path("wrong").asInt(-1)).isZero();
        }
    }

    @Test
    void vectors_are_read_as_they_were_published_and_a_torn_file_is_refused() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(2).putFloat(1.5f).putFloat(-2).putInt(2).putFloat(3).putFloat(4);
        Path file = directory.resolve("two.fvecs");
        Files.write(file, bytes.array());

        assertThat(VecsFile.floats(file)).isDeepEqualTo(new float[][] {{1.5f, -2}, {3, 4}});

        Files.write(file, Arrays.copyOf(bytes.array(), 23));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VecsFile.floats(file))
                .withMessageContaining("a row of 2 values");
        assertThat(saidAndFailed(file)).contains("cannot read vectors", "a row of 2 values");
        assertThat(saidAndFailed(directory.resolve("none.fvecs")))
                .contains("cannot read vectors", "none.fvecs");
    }

    private static String saidAndFailed(Path vectors) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        AnnBenchConfig config =
                AnnBenchConfig.parse(
                        "--vectors", vectors.toString(), "--queries", vectors.toString());
        assertThat(
                        new AnnBench(config, new PrintStream(printed, true, StandardCharsets.UTF_8))
                                .run())
                .isEqualTo(1);
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void an_unknown_option_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnBenchConfig.parse("--queries", "q.fvecs"))
                .withMessageContaining("--vectors and --queries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnBenchConfig.parse("--slow"))
                .withMessageContaining("--slow");
    }

    @Test
    void some_are_measured_alone_and_one_that_there_is_not_is_refused_with_the_names_of_all() {
        AnnBenchConfig some = AnnBenchConfig.parse("--only", "quantized,hnswlib-native");

        assertThat(some.measures("quantized")).isTrue();
        assertThat(some.measures("hnsw")).isFalse();
        assertThat(AnnBenchConfig.parse("--quick").measures("hnsw")).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnBenchConfig.parse("--only", "hnsq"))
                .withMessageContaining("--only: got [hnsq], expected some of [exact, hnsw, ");
    }
}
