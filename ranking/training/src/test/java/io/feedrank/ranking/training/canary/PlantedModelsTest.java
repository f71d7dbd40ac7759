package io.feedrank.ranking.training.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Decision;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.score.CanaryShare;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.feedrank.ranking.pipeline.score.LadderConfig;
import io.feedrank.ranking.pipeline.score.ModelLadder;
import io.feedrank.ranking.pipeline.score.Scoring;
import io.feedrank.ranking.pipeline.score.ScoringCall;
import io.feedrank.ranking.pipeline.scoring.BatchConfig;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.HotSetConfig;
import io.feedrank.ranking.pipeline.scoring.ModelsConfig;
import io.feedrank.ranking.pipeline.scoring.RegistryModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real bundles, the code that serves, people who click, and the judge. */
class PlantedModelsTest {
    private static final int PERCENT = 20;
    private static final LadderConfig TRIALS =
            new LadderConfig(new CanaryShare(PERCENT), Duration.ofSeconds(2), 100);
    private static final JudgeConfig JUDGE =
            new JudgeConfig(
                    Audience.WINDOW, 0.01, 0.1, 0.01, 30, new JudgeConfig.Range(50, 20_000));
    private static final ModelsConfig MODELS =
            new ModelsConfig(
                    Duration.ofMillis(20),
                    new HotSetConfig(4, 1L << 30, Duration.ofSeconds(5)),
                    new BatchConfig(1_000, 64, 2),
                    ComputeDevice.AUTO);
    private static final int MOST_VISITS = 30_000;

    @TempDir private Path directory;
    private ModelRegistry registry;
    private ModelRef good;

    @BeforeEach
    void serve_a_good_model() throws IOException {
        registry = new ModelRegistry(directory);
        good = PlantedModels.GOOD.register(registry);
        registry.promote(Alias.PRODUCTION, good);
    }

    @ParameterizedTest
    @CsvSource({
        "INVERTED, people click less in its feeds",
        "NOT_A_NUMBER, scores are not finite",
        "SLOW, calls took over 3.0 times the production model's median",
        "WRONG_WIDTH, expected one input 'features' of shape (-1",
        "HUGE, found no memory on its device"
    })
    void a_bad_canary_reaches_only_its_share_of_the_users_and_is_rolled_back_with_the_reason(
            PlantedModels planted, String reason) throws IOException {
        ModelRef bad = planted.register(registry);
        registry.promote(Alias.CANARY, bad);
        try (RegistryModels models = RegistryModels.open(directory, PlantedModels.CATALOG, MODELS);
                ModelLadder ladder = new ModelLadder(models, TRIALS, entry -> {})) {
            Judge judge = new Judge(registry, JUDGE);
            Audience audience = new Audience(ladder, judge);

            visitUntilDecided(audience, bad, Alias.CANARY);

            assertThat(audience.shareOfUsers()).isLessThan((PERCENT + 5) / 100.0);
            assertThat(audience.feedsByModel().keySet())
                    .isSubsetOf(good.toString(), bad.toString());
            assertThat(registry.aliases().model(Alias.CANARY)).isEmpty();
            assertThat(registry.aliases().model(Alias.PRODUCTION)).hasValue(good);
            Decision decision = registry.decisions().about(bad).orElseThrow();
            assertThat(decision.action()).isEqualTo("cleared");
            assertThat(decision.why().by()).isEqualTo("judge");
            assertThat(decision.why().reason()).contains(reason);

            await().atMost(Duration.ofSeconds(20)).until(() -> models.canary().isEmpty());
            int before = audience.feedsByModel().getOrDefault(bad.toString(), 0);
            for (int i = 0; i < 100; i++) {
                audience.visit(bad.toString());
            }
            assertThat(audience.feedsByModel().getOrDefault(bad.toString(), 0)).isEqualTo(before);
        }
    }

    @Test
    void a_canary_that_is_no_worse_becomes_the_production_model() throws IOException {
        ModelRef next = copyOfGood();
        registry.promote(Alias.CANARY, next);
        try (RegistryModels models = RegistryModels.open(directory, PlantedModels.CATALOG, MODELS);
                ModelLadder ladder = new ModelLadder(models, TRIALS, entry -> {})) {
            visitUntilDecided(new Audience(ladder, new Judge(registry, JUDGE)), next, Alias.CANARY);
        }
        assertThat(registry.aliases().model(Alias.CANARY)).isEmpty();
        assertThat(registry.aliases().model(Alias.PRODUCTION)).hasValue(next);
        Decision decision = registry.decisions().about(next).orElseThrow();
        assertThat(decision.action()).isEqualTo("promoted");
        assertThat(decision.why().reason()).startsWith("its feeds are no worse");
        assertThat(decision.why().figures()).containsKeys("reward", "half_width", "feeds");
        assertThat(registry.rollback(Alias.PRODUCTION).model(Alias.PRODUCTION)).hasValue(good);
    }

    @ParameterizedTest
    @CsvSource({
        "INVERTED, it orders what people click worse than chance",
        "NOT_A_NUMBER, scores are not finite",
        "WRONG_WIDTH, expected one input"
    })
    void a_bad_shadow_ranks_for_nobody_and_never_becomes_the_canary(
            PlantedModels planted, String reason) throws IOException {
        ModelRef bad = planted.register(registry);
        registry.promote(Alias.SHADOW, bad);

        Audience audience = withShadow(bad, 2_000);

        assertThat(audience.feedsByModel()).containsOnlyKeys(good.toString());
        assertThat(registry.aliases().model(Alias.CANARY)).isEmpty();
        assertThat(registry.decisions().about(bad).orElseThrow().why().reason()).contains(reason);
    }

    @Test
    void a_production_model_that_finds_no_memory_leaves_its_feeds_to_the_fallback()
            throws IOException {
        registry.promote(Alias.FALLBACK, good);
        registry.promote(Alias.PRODUCTION, PlantedModels.HUGE.register(registry));
        float[] liked = new float[30 * PlantedModels.CATALOG.width()];
        Arrays.fill(liked, 1);
        FeatureRows rows = new FeatureRows(liked, 30, PlantedModels.CATALOG.columns());
        try (RegistryModels models = RegistryModels.open(directory, PlantedModels.CATALOG, MODELS);
                ModelLadder ladder = new ModelLadder(models, TRIALS, entry -> {})) {
            Scoring scoring = ladder.score(rows, new ScoringCall("r", "u", Duration.ofSeconds(20)));

            assertThat(scoring.servedBy()).isEqualTo(ServedBy.SERVED_BY_FALLBACK);
            assertThat(scoring.model()).isEqualTo(good.toString());
            assertThat(scoring.passedOver())
                    .singleElement()
                    .asString()
                    .startsWith("production: ")
                    .contains("found no memory on its device");
        }
    }

    @Test
    void a_good_shadow_becomes_the_canary() throws IOException {
        ModelRef next = copyOfGood();
        registry.promote(Alias.SHADOW, next);

        withShadow(next, 30);

        assertThat(registry.aliases().model(Alias.SHADOW)).isEmpty();
        assertThat(registry.aliases().model(Alias.CANARY)).hasValue(next);
    }

    private Audience withShadow(ModelRef shadow, int feeds) {
        JudgeConfig patient =
                new JudgeConfig(Audience.WINDOW, 0.01, 0.1, 0.01, feeds, JUDGE.canaryFeeds());
        Judge judge = new Judge(registry, patient);
        ConcurrentLinkedQueue<FeatureLogEntry> said = new ConcurrentLinkedQueue<>();
        try (RegistryModels models = RegistryModels.open(directory, PlantedModels.CATALOG, MODELS);
                ModelLadder ladder = new ModelLadder(models, TRIALS, said::add)) {
            Audience audience = new Audience(ladder, judge);
            for (int i = 0; i < MOST_VISITS && isStill(Alias.SHADOW, shadow); i++) {
                audience.visit(shadow.toString());
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> !said.isEmpty());
                for (FeatureLogEntry entry; (entry = said.poll()) != null; ) {
                    judge.add(entry);
                }
            }
            return audience;
        }
    }

    private void visitUntilDecided(Audience audience, ModelRef model, Alias alias) {
        for (int i = 0; i < MOST_VISITS && isStill(alias, model); i++) {
            audience.visit(model.toString());
        }
    }

    private boolean isStill(Alias alias, ModelRef model) {
        return registry.aliases().model(alias).equals(Optional.of(model));
    }

    private ModelRef copyOfGood() throws IOException {
        ModelRegistry elsewhere = new ModelRegistry(directory.resolve("elsewhere"));
        ModelRef same = PlantedModels.GOOD.register(elsewhere);
        ModelRef next = new ModelRef("planted", "next");
        Path bundle = elsewhere.verify(same).directory();
        registry.register(
                bundle,
                new io.feedrank.ranking.pipeline.registry.Manifest(
                        next,
                        elsewhere.manifest(same).inputs(),
                        elsewhere.manifest(same).heads(),
                        elsewhere.manifest(same).training(),
                        java.util.Map.of()));
        return next;
    }
}
