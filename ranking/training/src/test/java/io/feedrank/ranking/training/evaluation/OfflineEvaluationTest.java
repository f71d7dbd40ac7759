package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.ranking.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineEvaluationTest {
    private final TinyLog log = TinyLog.generate(3);

    @TempDir private Path directory;

    @BeforeEach
    void write_the_log() {
        LogFolder.write(directory.resolve("train"), log.train(), log.trainHistory());
        LogFolder.write(directory.resolve("test"), log.test(), log.testHistory());
    }

    @Test
    void training_again_each_day_changes_what_comes_after_midnight_alone() throws IOException {
        EvaluationResult once = evaluate("once", false, Retrain.NEVER);
        EvaluationResult daily = evaluate("daily", false, Retrain.DAILY);
        List<String> before = lines("once");
        List<String> after = lines("daily");
        int first = 0;
        while (before.get(first).equals(after.get(first))) {
            first++;
        }

        assertThat(once.data().trainings()).isEqualTo(1);
        assertThat(daily.data().trainings()).isGreaterThan(1);
        assertThat(log.test().get(first).time()).isAfterOrEqualTo("2023-05-21T00:00:00Z");
        assertThat(log.test().get(first - 1).time()).isBefore("2023-05-21T00:00:00Z");
    }

    @Test
    void a_held_state_ranks_the_first_impression_like_a_live_one_and_later_ones_otherwise()
            throws IOException {
        evaluate("live", false, Retrain.NEVER);
        EvaluationResult frozen = evaluate("frozen", true, Retrain.NEVER);

        assertThat(frozen.data().frozen()).isTrue();
        assertThat(lines("frozen").get(0)).isEqualTo(lines("live").get(0));
        assertThat(lines("frozen")).isNotEqualTo(lines("live"));
    }

    @Test
    void what_is_achievable_is_told_by_the_truth() throws IOException {
        EvaluationResult result = evaluate("r", false, Retrain.NEVER);
        EvaluationResult.Achievable achievable = result.achievable();

        assertThat(achievable).isNotNull();
        assertThat(achievable.truth().ndcg10()).isEqualTo(1);
        assertThat(achievable.share()).containsEntry("ndcg10", result.ndcg10());
        assertThat(achievable.shareAboveRandom().get("ndcg10")).isLessThan(result.ndcg10());
    }

    @Test
    void a_bad_truth_is_refused() throws IOException {
        writeTruth();
        Path truth = directory.resolve("truth.tsv");
        Files.writeString(truth, log.test().get(0).id() + "\t0.5\n");

        assertThatThrownBy(() -> run(options("r", false, Retrain.NEVER)))
                .hasMessageContaining("got 1 scores, expected one for each of its");

        Files.writeString(truth, "b1 0.5\n");
        assertThatThrownBy(() -> run(options("r", false, Retrain.NEVER)))
                .hasMessageContaining("truth.tsv:1: got 'b1 0.5', expected impression_id<TAB>");
    }

    @Test
    void a_training_without_a_click_is_refused() throws IOException {
        writeTruth();
        LogFolder.write(
                directory.resolve("train"),
                List.of(LogLine.of("1", "u", TinyLog.START, List.of("10", "11"))),
                List.of());

        assertThatThrownBy(() -> run(options("r", false, Retrain.NEVER)))
                .hasMessageContaining("--train ")
                .hasMessageContaining("got no impression with a click and a post without one");
    }

    private EvaluationResult evaluate(String name, boolean frozen, Retrain retrain)
            throws IOException {
        writeTruth();
        return run(options(name, frozen, retrain));
    }

    private EvaluationResult run(EvaluationRequest.Options options) {
        return new OfflineEvaluation(
                        new EvaluationRequest(
                                directory.resolve("train"),
                                directory.resolve("test"),
                                options,
                                TrainingProgress.NONE),
                        PointInTime.contenders(
                                PointInTime.Kind.IMPRESSION::fresh, new LinearLevels()))
                .run();
    }

    private EvaluationRequest.Options options(String name, boolean frozen, Retrain retrain) {
        return new EvaluationRequest.Options(
                7,
                frozen,
                retrain,
                EvaluationRequest.Inputs.ALL,
                new EvaluationRequest.Files(
                        directory.resolve(name + ".tsv"), directory.resolve("truth.tsv"), null));
    }

    private void writeTruth() throws IOException {
        List<String> lines = new ArrayList<>();
        for (LogLine line : log.test()) {
            List<String> scores = new ArrayList<>();
            for (int i = 0; i < line.posts().size(); i++) {
                scores.add(line.clicked().contains(i) ? "0.9" : "0.1");
            }
            lines.add(line.id() + "\t" + String.join(",", scores));
        }
        Files.write(directory.resolve("truth.tsv"), lines);
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name + ".tsv"));
    }
}
