package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    @TempDir private Path directory;

    @Test
    void learned_ranking_beats_the_baselines_on_the_day_held_out() throws Exception {
        Path offline = directory.resolve("offline");
        new ExampleParquet(offline).write(6_000);
        ModelRegistry registry = new ModelRegistry(directory.resolve("models"));
        List<TrainingProgress.Step> steps = new ArrayList<>();

        TrainingReport report = train(offline, registry, 7, steps::add);

        double learned = report.production().metrics().auc();
        assertThat(report.data().rows()).isEqualTo(6_000 * ExampleParquet.SLOTS);
        assertThat(report.production().metrics().impressions()).isBetween(1_990, 2_010);
        assertThat(report.baselines().get("decayed_popularity").auc()).isBetween(0.45, 0.65);
        assertThat(report.baselines().get("newest").auc()).isBetween(0.5, 0.7);
        assertThat(learned).isGreaterThan(report.baselines().get("newest").auc() + 0.1);
        assertThat(learned).isGreaterThan(report.fallback().metrics().auc());
        assertThat(report.fallback().metrics().auc())
                .isGreaterThan(report.baselines().get("newest").auc());
        assertThat(report.production().clickCalibration()).isCloseTo(1, within(0.15));
        assertThat(report.production().headWeights())
                .containsEntry("click", 1.0)
                .containsEntry("dwell", 0.3)
                .containsKeys("like", "hide");
        assertThat(steps)
                .isSortedAccordingTo((a, b) -> Double.compare(a.fraction(), b.fraction()))
                .last()
                .extracting(TrainingProgress.Step::fraction)
                .isEqualTo(1.0);

        ModelRef production = registry.aliases().model(Alias.PRODUCTION).orElseThrow();
        Manifest manifest = registry.verify(production).manifest();
        assertThat(production).hasToString(report.production().model());
        assertThat(manifest.training().metrics())
                .containsEntry("auc", learned)
                .containsKeys("ndcg10", "in_view.auc", "decayed_popularity.auc", "newest.mrr");
        assertThat(manifest.columnNames())
                .contains("post_clicks_6h", "z(log1p(post_clicks_6h))", "user_topic_share")
                .contains("post_traffic_click_lift_6h", "z(post_traffic_click_lift_6h)");
        assertThat(registry.verify(production).directory().resolve("report"))
                .isDirectoryContaining("glob:**report.md")
                .isDirectoryContaining("glob:**importance.svg");
        assertThat(manifest.inputs().featureGroups())
                .contains("post_stats:v1", "post_traffic:v1", "user_topics:v1");
        assertThat(manifest.training().to()).isBefore(report.data().testFrom());
        assertThat(registry.aliases().model(Alias.FALLBACK).map(ModelRef::name))
                .hasValue("ranker-fallback");
    }

    @Test
    void same_seed_gives_the_same_model_and_another_seed_another() throws Exception {
        Path offline = directory.resolve("offline");
        new ExampleParquet(offline).write(1_000);
        ModelRegistry registry = new ModelRegistry(directory.resolve("models"));

        TrainingReport first = train(offline, registry, 7, TrainingProgress.NONE);
        TrainingReport second = train(offline, registry, 7, TrainingProgress.NONE);
        TrainingReport other = train(offline, registry, 8, TrainingProgress.NONE);

        assertThat(fingerprint(second)).isEqualTo(fingerprint(first));
        assertThat(second.production().metrics()).isEqualTo(first.production().metrics());
        assertThat(fingerprint(other)).isNotEqualTo(fingerprint(first));
    }

    @Test
    void clicks_that_nothing_foretells_are_ranked_no_better_than_by_chance() throws Exception {
        Path offline = directory.resolve("offline");
        new ExampleParquet(offline).writeNoise(2_000);

        TrainingReport report =
                train(
                        offline,
                        new ModelRegistry(directory.resolve("models")),
                        7,
                        TrainingProgress.NONE);

        assertThat(report.production().metrics().auc()).isCloseTo(0.5, within(0.03));
    }

    @Test
    void missing_examples_are_named() {
        assertThatThrownBy(
                        () ->
                                train(
                                        directory.resolve("nothing"),
                                        new ModelRegistry(directory.resolve("models")),
                                        7,
                                        TrainingProgress.NONE))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("no training examples")
                .hasMessageContaining("nothing/training_examples/date=*");
    }

    private static TrainingReport train(
            Path offline, ModelRegistry registry, long seed, TrainingProgress progress) {
        return new Trainer()
                .train(new TrainingRequest(offline, registry, seed, Clock.systemUTC(), progress));
    }

    private static String fingerprint(TrainingReport report) {
        String model = report.production().model();
        return model.substring(model.lastIndexOf('-'));
    }
}
