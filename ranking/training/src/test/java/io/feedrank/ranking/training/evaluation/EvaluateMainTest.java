package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateMainTest {
    private final TinyLog log = TinyLog.generate(2);

    @TempDir private Path directory;

    @BeforeEach
    void write_the_log() {
        LogFolder.write(directory.resolve("train"), log.train(), log.trainHistory());
        LogFolder.write(directory.resolve("test"), log.test(), log.testHistory());
    }

    @Test
    void the_result_has_every_level_and_baseline_on_the_same_impressions() throws IOException {
        Path report = directory.resolve("report");
        Path progress = directory.resolve("progress.jsonl");

        assertThat(evaluate("r", "evaluate.report", report.toString(), "progress", "" + progress))
                .isZero();
        JsonNode result = new ObjectMapper().readTree(directory.resolve("r.json").toFile());

        assertThat(result.path("impressions").asInt()).isEqualTo(250);
        assertThat(names(result.path("levels"))).containsExactly("full", "fallback", "trending");
        assertThat(names(result.path("baselines")))
                .containsExactly(
                        "random", "newest", "clicks", "decayed_popularity", "listwise_linear");
        for (String figure : List.of("auc", "mrr", "ndcg5", "ndcg10")) {
            JsonNode full = result.at("/levels/full");
            assertThat(result.path(figure).asDouble())
                    .isEqualTo(full.path(figure).asDouble())
                    .isBetween(
                            full.at("/intervals/" + figure + "/0").asDouble(),
                            full.at("/intervals/" + figure + "/1").asDouble());
        }
        assertThat(result.at("/baselines/random/auc").asDouble()).isEqualTo(0.5);
        assertThat(result.at("/levels/full/auc").asDouble())
                .as("there is something to learn")
                .isGreaterThan(0.6);
        assertThat(report)
                .isDirectoryContaining("glob:**/report.md")
                .isDirectoryContaining("glob:**/calibration.svg")
                .isDirectoryContaining("glob:**/importance.svg")
                .isDirectoryContaining("glob:**/position.svg")
                .isDirectoryContaining("glob:**/activity.svg");
        assertThat(Files.readAllLines(progress).size()).isGreaterThan(100);
    }

    @Test
    void predictions_are_in_file_order_and_the_same_each_time() throws IOException {
        evaluate("one", "evaluate.predictions", directory.resolve("one.tsv").toString());
        evaluate("two", "evaluate.predictions", directory.resolve("two.tsv").toString());
        List<String> lines = Files.readAllLines(directory.resolve("one.tsv"));

        assertThat(lines.stream().map(line -> line.substring(0, line.indexOf('\t'))))
                .containsExactlyElementsOf(log.test().stream().map(LogLine::id).toList());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).split("\t")[1].split(","))
                    .hasSameSizeAs(log.test().get(i).posts());
        }
        assertThat(directory.resolve("two.tsv"))
                .hasSameBinaryContentAs(directory.resolve("one.tsv"));
        assertThat(directory.resolve("two.json"))
                .hasSameBinaryContentAs(directory.resolve("one.json"));
    }

    @Test
    void daily_training_and_a_held_state_change_what_comes_out() throws IOException {
        evaluate("live", "evaluate.predictions", directory.resolve("live.tsv").toString());
        evaluate(
                "daily",
                "evaluate.retrain",
                "daily",
                "evaluate.predictions",
                directory.resolve("daily.tsv").toString());
        evaluate(
                "frozen",
                "evaluate.frozen",
                "true",
                "evaluate.predictions",
                directory.resolve("frozen.tsv").toString());
        List<String> live = Files.readAllLines(directory.resolve("live.tsv"));

        List<String> daily = Files.readAllLines(directory.resolve("daily.tsv"));
        assertThat(daily).isNotEqualTo(live);
        assertThat(daily.subList(0, 50)).as("until midnight").isEqualTo(live.subList(0, 50));
        assertThat(Files.readAllLines(directory.resolve("frozen.tsv")))
                .isNotEqualTo(live)
                .startsWith(live.get(0));
        assertThat(json("daily").at("/data/trainings").asInt()).isGreaterThan(1);
    }

    @Test
    void what_is_achievable_is_told_by_the_truth() throws IOException {
        Path truth = directory.resolve("truth.tsv");
        List<String> lines = new ArrayList<>();
        for (LogLine line : log.test()) {
            List<String> scores = new ArrayList<>();
            for (int i = 0; i < line.posts().size(); i++) {
                scores.add(line.clicked().contains(i) ? "0.9" : "0.1");
            }
            lines.add(line.id() + "\t" + String.join(",", scores));
        }
        Files.write(truth, lines);

        evaluate("r", "evaluate.truth", truth.toString());

        assertThat(json("r").at("/achievable/truth/ndcg10").asDouble()).isEqualTo(1);
        assertThat(json("r").at("/achievable/share/ndcg10").asDouble())
                .isEqualTo(json("r").path("ndcg10").asDouble());
        assertThat(json("r").at("/achievable/share_above_random/ndcg10").asDouble())
                .isBetween(0.0, 1.0);
    }

    @Test
    void a_failure_says_why_and_a_wrong_call_exits_with_2() throws IOException {
        LogFolder.writeText(directory.resolve("test"), List.of("nonsense"), List.of());

        assertThat(evaluate("r", "failure", directory.resolve("why").toString())).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("why")))
                .contains("tiny_behaviors.tsv.gz:1: got 1 columns, expected 10");
        assertThat(directory.resolve("r.json")).doesNotExist();
        assertThat(evaluate("r", "evaluate.retrain", "hourly")).isEqualTo(2);
        assertThat(evaluate("r", "evaluate.seed", "many")).isEqualTo(2);
        assertThat(EvaluateMain.run("--evaluate.train", "x")).isEqualTo(2);
    }

    private int evaluate(String name, String... options) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--evaluate.train",
                                directory.resolve("train").toString(),
                                "--evaluate.test",
                                directory.resolve("test").toString(),
                                "--models.dir",
                                directory.resolve("models-" + name).toString(),
                                "--result",
                                directory.resolve(name + ".json").toString()));
        List<String> own = new ArrayList<>(Arrays.asList(options));
        for (int i = 0; i < own.size(); i += 2) {
            own.set(i, "--" + own.get(i));
        }
        arguments.addAll(own);
        return EvaluateMain.run(arguments.toArray(String[]::new));
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(name + ".json").toFile());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.properties().forEach(entry -> names.add(entry.getKey()));
        return names;
    }
}
