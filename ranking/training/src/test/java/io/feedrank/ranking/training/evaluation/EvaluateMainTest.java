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
    void the_same_log_and_seed_give_the_same_files_with_all_that_was_asked_for()
            throws IOException {
        Path report = directory.resolve("report");
        Path progress = directory.resolve("progress.jsonl");
        Path first = directory.resolve("first.tsv");
        Path second = directory.resolve("second.tsv");

        assertThat(
                        evaluate(
                                "first",
                                "evaluate.predictions",
                                first.toString(),
                                "evaluate.report",
                                report.toString(),
                                "progress",
                                progress.toString()))
                .isZero();
        assertThat(evaluate("second", "evaluate.predictions", second.toString())).isZero();

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(directory.resolve("second.json"))
                .hasSameBinaryContentAs(directory.resolve("first.json"));
        assertOneScoreAPost(Files.readAllLines(first));
        assertAllRankers(new ObjectMapper().readTree(directory.resolve("first.json").toFile()));
        assertThat(report.toFile().list())
                .containsExactlyInAnyOrder(
                        "report.md",
                        "loss.svg",
                        "calibration.svg",
                        "position.svg",
                        "activity.svg",
                        "length.svg",
                        "importance.svg");
        assertThat(Files.readAllLines(progress).size()).isGreaterThan(100);
    }

    private void assertAllRankers(JsonNode result) {
        assertThat(result.path("impressions").asInt()).isEqualTo(250);
        assertThat(names(result.path("levels"))).containsExactly("full", "fallback", "trending");
        assertThat(names(result.path("served"))).containsExactly("full", "fallback");
        assertThat(result.at("/served/full/auc").asDouble()).isGreaterThan(0.6);
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
    }

    private void assertOneScoreAPost(List<String> lines) {
        assertThat(lines.stream().map(line -> line.substring(0, line.indexOf('\t'))))
                .containsExactlyElementsOf(log.test().stream().map(LogLine::id).toList());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).split("\t")[1].split(","))
                    .hasSameSizeAs(log.test().get(i).posts());
        }
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
        assertThat(
                        evaluate(
                                "r",
                                "evaluate.without-groups",
                                "post_trafic",
                                "failure",
                                directory.resolve("why").toString()))
                .isEqualTo(1);
        assertThat(Files.readString(directory.resolve("why")))
                .contains("got [post_trafic], expected some of [post_stats:v1, ");
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
                                "--result",
                                directory.resolve(name + ".json").toString()));
        List<String> own = new ArrayList<>(Arrays.asList(options));
        for (int i = 0; i < own.size(); i += 2) {
            own.set(i, "--" + own.get(i));
        }
        arguments.addAll(own);
        return EvaluateMain.run(arguments.toArray(String[]::new));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.properties().forEach(entry -> names.add(entry.getKey()));
        return names;
    }
}
