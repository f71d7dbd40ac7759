package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.registry.Why;
import io.feedrank.ranking.pipeline.scoring.BatchConfig;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.HotSetConfig;
import io.feedrank.ranking.pipeline.scoring.ModelsConfig;
import io.feedrank.ranking.pipeline.scoring.RegistryModels;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.TensorFlowScorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotSwapTest {
    private static final BatchConfig BATCHES = new BatchConfig(1_000, 256, 2);
    private static final ModelsConfig FAST = config(6, Duration.ofMillis(500));

    @TempDir private Path directory;
    private ModelRegistry registry;

    @BeforeEach
    void createRegistry() {
        registry = new ModelRegistry(directory);
    }

    @Test
    void empty_registry_serves_nothing_until_a_model_is_promoted() {
        try (RegistryModels models = open()) {
            assertThat(models.production()).isEmpty();
            assertThat(models.fallback()).isEmpty();

            registry.promote(Alias.FALLBACK, register("1"));

            await(() -> models.fallback().isPresent());
            assertThat(models.production()).isEmpty();
        }
    }

    @Test
    void swaps_under_load_fail_no_call() throws Exception {
        registry.promote(Alias.PRODUCTION, register("1"));
        register("2");
        float[] rows = TestModels.rows(200, 1);
        Set<String> served = ConcurrentHashMap.newKeySet();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RegistryModels models = open()) {
            Scorer first = models.production().orElseThrow();
            List<Future<Integer>> calls = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                calls.add(
                        threads.submit(
                                () -> {
                                    int done = 0;
                                    while (!stop.get()) {
                                        Scorer scorer = models.production().orElseThrow();
                                        assertThat(scorer.score(rows, 200).score()).hasSize(200);
                                        served.add(scorer.model());
                                        done++;
                                    }
                                    return done;
                                }));
            }
            for (String version : List.of("2", "1", "2")) {
                registry.promote(Alias.PRODUCTION, new ModelRef("ranker", version));
                await(() -> serves(models, "ranker/" + version));
                // A request that took its scorer before the swap ends with it.
                assertThat(first.score(rows, 1).score()).hasSize(1);
                first = models.production().orElseThrow();
            }
            stop.set(true);
            for (Future<Integer> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isPositive();
            }
        }
        threads.shutdown();
        assertThat(served).containsExactlyInAnyOrder("ranker/1", "ranker/2");
    }

    @Test
    void replaced_model_is_closed_after_its_grace_time_when_there_is_no_room_for_it() {
        registry.promote(Alias.PRODUCTION, register("1"));
        try (RegistryModels models = open(config(1, Duration.ofMillis(300)))) {
            Scorer old = models.production().orElseThrow();

            registry.promote(Alias.PRODUCTION, register("2"));
            await(() -> serves(models, "ranker/2"));
            assertThat(old.score(TestModels.rows(3, 1), 3).score()).hasSize(3);

            await(() -> models.inMemory().equals(Set.of("ranker/2")));
            assertThat(isClosed(old)).isTrue();
        }
    }

    @Test
    void the_model_used_longest_ago_makes_room_and_those_of_aliases_never_do() {
        registry.promote(Alias.PRODUCTION, register("1"));
        for (String version : List.of("2", "3", "4")) {
            register(version);
        }
        try (RegistryModels models = open(config(3, Duration.ZERO))) {
            float[] rows = TestModels.rows(2, 1);
            assertThat(models.named("ranker/2").score(rows, 2).score()).hasSize(2);
            assertThat(models.named("ranker/3").score(rows, 2).score()).hasSize(2);
            assertThat(models.named("ranker/2").model()).isEqualTo("ranker/2");

            assertThat(models.named("ranker/4").score(rows, 2).score()).hasSize(2);

            assertThat(models.inMemory()).containsExactly("ranker/1", "ranker/2", "ranker/4");
            assertThat(serves(models, "ranker/1")).isTrue();
        }
    }

    @Test
    void a_model_that_there_is_no_room_for_is_refused_while_the_others_are_in_use() {
        registry.promote(Alias.PRODUCTION, register("1"));
        register("2");
        try (RegistryModels models = open(config(1, Duration.ofSeconds(30)))) {
            assertThatThrownBy(() -> models.named("ranker/2"))
                    .hasMessageContaining("no room for model ranker/2")
                    .hasMessageContaining("ranking.hot-models is 1");
            assertThatThrownBy(() -> models.named("ranker/9"))
                    .hasMessageContaining("ranker/9 is not registered");
        }
    }

    @Test
    void a_model_on_trial_that_is_refused_says_why_on_each_call_and_is_gone_with_its_alias() {
        registry.promote(Alias.PRODUCTION, register("1"));
        ModelRef narrow =
                TestModels.register(
                        registry, TestModels.manifest("3", List.of("post_stats:v1"), 5), 3);
        registry.promote(Alias.CANARY, narrow);
        try (RegistryModels models = open()) {
            Scorer canary = models.canary().orElseThrow();
            assertThat(canary.model()).isEqualTo("ranker/3");
            assertThatThrownBy(() -> canary.score(new float[5], 1))
                    .hasMessageContaining("was refused")
                    .hasMessageContaining("of shape (-1, 5), the columns of its manifest");

            registry.clear(Alias.CANARY, narrow, Why.BY_HAND);

            await(() -> models.canary().isEmpty());
            assertThat(serves(models, "ranker/1")).isTrue();
        }
    }

    @Test
    void a_registry_that_disappears_while_its_models_serve_takes_none_of_them_away()
            throws Exception {
        registry.promote(Alias.PRODUCTION, register("1"));
        registry.promote(Alias.FALLBACK, register("2"));
        Path root = directory.resolve("registry");
        Files.createDirectories(root);
        ModelRegistry other = new ModelRegistry(root);
        other.promote(Alias.PRODUCTION, TestModels.register(other, TestModels.manifest("7"), 7));
        try (RegistryModels models = RegistryModels.open(root, TestModels.CATALOG, FAST)) {
            Files.move(root, directory.resolve("gone"));
            Files.writeString(root, "no folder any more");

            registry.promote(Alias.PRODUCTION, new ModelRef("ranker", "2"));
            try (RegistryModels still = open()) {
                await(() -> serves(still, "ranker/2"));
            }

            assertThat(models.production().orElseThrow().score(TestModels.rows(4, 1), 4).score())
                    .hasSize(4);
        }
    }

    @Test
    void damaged_model_is_refused_and_the_one_before_serves_on() throws Exception {
        registry.promote(Alias.PRODUCTION, register("1"));
        ModelRef second = register("2");
        registry.promote(Alias.PRODUCTION, second);
        Files.writeString(
                directory.resolve("ranker/2/saved_model/saved_model.pb"),
                "torn",
                StandardOpenOption.APPEND);
        try (RegistryModels models = open()) {
            assertThat(models.production()).isEmpty();

            registry.rollback(Alias.PRODUCTION);

            await(() -> serves(models, "ranker/1"));
            assertThatThrownBy(() -> registry.promote(Alias.PRODUCTION, second))
                    .hasMessageContaining("saved_model/saved_model.pb has SHA-256");
            assertThat(serves(models, "ranker/1")).isTrue();
        }
    }

    @Test
    void model_that_the_catalog_or_its_graph_does_not_fit_never_replaces_the_one_before() {
        registry.promote(Alias.PRODUCTION, register("1"));
        Manifest unknownGroup =
                TestModels.manifest("2", List.of("post_stats:v9"), TestModels.COLUMNS.size());
        Manifest narrow = TestModels.manifest("3", List.of("post_stats:v1"), 5);
        ModelRef unknown = TestModels.register(registry, unknownGroup, 2);
        ModelRef tooNarrow = TestModels.register(registry, narrow, 3);
        assertRefused(unknown, "needs feature group post_stats:v9, and the catalog has");
        assertRefused(tooNarrow, "of shape (-1, 5), the columns of its manifest");
        try (RegistryModels models = open()) {
            registry.promote(Alias.PRODUCTION, unknown);
            registry.promote(Alias.FALLBACK, register("4"));
            await(() -> models.fallback().isPresent());
            assertThat(serves(models, "ranker/1")).isTrue();

            registry.promote(Alias.PRODUCTION, tooNarrow);
            registry.promote(Alias.FALLBACK, register("5"));
            await(
                    () ->
                            models.fallback()
                                    .filter(scorer -> scorer.model().equals("ranker/5"))
                                    .isPresent());
            assertThat(serves(models, "ranker/1")).isTrue();
        }
    }

    private void assertRefused(ModelRef model, String reason) {
        assertThatThrownBy(() -> TensorFlowScorer.open(registry.verify(model), TestModels.CATALOG))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("model " + model)
                .hasMessageContaining(reason);
    }

    private RegistryModels open() {
        return open(FAST);
    }

    private RegistryModels open(ModelsConfig config) {
        return RegistryModels.open(directory, TestModels.CATALOG, config);
    }

    private static ModelsConfig config(int hotModels, Duration grace) {
        return new ModelsConfig(
                Duration.ofMillis(50),
                new HotSetConfig(hotModels, 1L << 30, grace),
                BATCHES,
                ComputeDevice.AUTO);
    }

    private ModelRef register(String version) {
        return TestModels.register(registry, TestModels.manifest(version), Long.parseLong(version));
    }

    private static boolean serves(RegistryModels models, String model) {
        Optional<Scorer> production = models.production();
        return production.isPresent() && production.get().model().equals(model);
    }

    private static boolean isClosed(Scorer scorer) {
        try {
            scorer.score(new float[0], 0);
            return false;
        } catch (FeedrankException e) {
            return e.category() == FeedrankException.Category.UNAVAILABLE;
        }
    }

    private static void await(BooleanSupplier condition) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }
}
