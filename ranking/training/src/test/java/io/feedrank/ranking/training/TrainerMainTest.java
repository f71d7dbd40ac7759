package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerMainTest {
    @TempDir private Path directory;

    @Test
    void trains_from_a_settings_file_and_reports_in_json() throws Exception {
        Path offline = directory.resolve("offline");
        new ExampleParquet(offline).write(500);
        Path config = directory.resolve("trainer.properties");
        Files.writeString(
                config,
                "offline.dir=" + offline + "\nmodels.dir=" + directory.resolve("models") + "\n");
        Path report = directory.resolve("report.json");
        Path progress = directory.resolve("progress.jsonl");

        int exit =
                TrainerMain.run(
                        "--config",
                        config.toString(),
                        "--report",
                        report.toString(),
                        "--progress",
                        progress.toString());

        assertThat(exit).isZero();
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.at("/production/model").asText()).startsWith("ranker/");
        assertThat(json.at("/production/metrics/auc").asDouble()).isBetween(0.5, 1.0);
        assertThat(json.at("/baselines/decayed_popularity/ndcg10").asDouble()).isPositive();
        assertThat(json.at("/durations/train").isNumber()).isTrue();
        assertThat(Files.readAllLines(report)).hasSize(1);
        assertThat(Files.readAllLines(progress))
                .first()
                .isEqualTo(
                        "{\"phase\":\"read\",\"model\":\"\",\"fraction\":0.0,\"loss\":null,"
                                + "\"validation_auc\":null}");
    }

    @Test
    void exit_code_tells_a_wrong_call_from_a_failed_training() {
        assertThat(TrainerMain.run("offline")).isEqualTo(2);
        assertThat(TrainerMain.run("--config", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(TrainerMain.run("--train.seed", "many")).isEqualTo(2);
        assertThat(
                        TrainerMain.run(
                                "--offline.dir",
                                directory.resolve("none").toString(),
                                "--models.dir",
                                directory.resolve("models").toString()))
                .isEqualTo(1);
    }
}
