package io.feedrank.tests.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.feedrank.cli.dataset.Dataset;
import io.feedrank.cli.dataset.EbnerdDataset;
import io.feedrank.cli.dataset.SampleDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever order, repeats and a killed process: both stores hold what a loop over the events says.
 */
class OracleIT {
    private static final long SEED = 11;

    @Test
    void a_small_newsroom_is_what_the_loop_says_after_the_task_manager_was_killed()
            throws Exception {
        Map<String, Object> report =
                run("small", new SampleDataset(SEED, 0.03), Duration.ofSeconds(90), 1_500);
        assertThat((int) report.get("events")).isGreaterThan(1_000);
        assertThat((int) report.get("repeats")).isGreaterThan(100);
    }

    @Test
    @Tag("full")
    void the_whole_sample_is_what_the_loop_says_after_the_task_manager_was_killed()
            throws Exception {
        run("sample", new SampleDataset(SEED, 1), Duration.ofMinutes(10), 1_000);
    }

    @Test
    @Tag("full")
    void ebnerd_is_what_the_loop_says_after_the_task_manager_was_killed() throws Exception {
        String data = System.getenv("FEEDRANK_DATA");
        assumeThat(data).as("FEEDRANK_DATA names the folder of ebnerd/").isNotNull();
        Dataset ebnerd = new EbnerdDataset(Path.of(data, "ebnerd"));
        run("ebnerd", ebnerd, Duration.ofMinutes(10), 1_000);
    }

    private static Map<String, Object> run(
            String name, Dataset dataset, Duration patience, int examples) throws Exception {
        long begun = System.nanoTime();
        Path target = Path.of("target").toAbsolutePath();
        Path work = Files.createTempDirectory(target, "oracle-" + name);
        Map<String, Object> report = new OracleRun(dataset, patience, examples).run(work);
        report.put("seconds", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        String text = json.writeValueAsString(report);
        Files.writeString(target.resolve("oracle-" + name + ".json"), text);
        System.out.println(text);
        return report;
    }
}
