package io.feedrank.ranking.pipeline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.Scale;
import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
    private static final ModelRef FIRST = new ModelRef("ranker", "1");
    private static final ModelRef SECOND = new ModelRef("ranker", "2");
    private static final ModelRef THIRD = new ModelRef("ranker", "3");

    @TempDir private Path directory;
    private ModelRegistry registry;

    @BeforeEach
    void createRegistry() {
        registry = new ModelRegistry(directory.resolve("models"));
    }

    @Test
    void registered_model_is_listed_and_verified_with_its_manifest() throws Exception {
        Path prepared = prepare("graph");
        Manifest registered = registry.register(prepared, manifest(FIRST));

        ModelBundle bundle = registry.verify(FIRST);

        assertThat(registry.list()).containsExactly(FIRST);
        assertThat(bundle.manifest()).isEqualTo(registered);
        assertThat(bundle.manifest().files())
                .containsOnlyKeys("saved_model/saved_model.pb", "saved_model/assets/words.txt");
        assertThat(bundle.directory()).isEqualTo(registry.root().resolve("ranker/1"));
        assertThat(prepared).doesNotExist();
        assertThat(Files.readString(bundle.directory().resolve("manifest.json")))
                .contains("\"model\" : \"ranker/1\"")
                .contains("\"feature_groups\" : [ \"post_stats:v1\" ]")
                .contains("\"created_at\" : \"2026-11-23T10:00:00Z\"");
    }

    @Test
    void staging_holds_nothing_after_a_registration_and_forgets_what_was_left_a_day_ago()
            throws Exception {
        Path forgotten = registry.stage();
        fill(forgotten, "graph");
        Files.setLastModifiedTime(
                forgotten, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path staged = registry.stage();
        fill(staged, "graph");

        registry.register(staged, manifest(FIRST));

        try (Stream<Path> left = Files.list(registry.root().resolve(".staging"))) {
            assertThat(left).isEmpty();
        }
        assertThat(registry.list()).containsExactly(FIRST);
    }

    @Test
    void version_is_never_registered_twice() throws Exception {
        registry.register(prepare("graph"), manifest(FIRST));

        assertThatThrownBy(() -> registry.register(prepare("other"), manifest(FIRST)))
                .isInstanceOf(FeedrankException.class)
                .hasMessage("model ranker/1 is registered already");
        assertThat(registry.verify(FIRST).manifest().files()).isNotEmpty();
    }

    @Test
    void tampered_missing_and_added_files_are_refused_by_name() throws Exception {
        registry.register(prepare("graph"), manifest(FIRST));
        Path model = registry.root().resolve("ranker/1/saved_model");
        Files.writeString(model.resolve("saved_model.pb"), "graft");
        Files.delete(model.resolve("assets/words.txt"));
        Files.writeString(model.resolve("extra.bin"), "x");

        assertThatThrownBy(() -> registry.verify(FIRST))
                .isInstanceOf(FeedrankException.class)
                .hasMessageStartingWith("model ranker/1 is damaged: ")
                .hasMessageContaining("saved_model/assets/words.txt is missing")
                .hasMessageContaining("saved_model/extra.bin is not in the manifest")
                .hasMessageContaining("saved_model/saved_model.pb has SHA-256");
        assertThatThrownBy(() -> registry.promote(Alias.PRODUCTION, FIRST))
                .hasMessageContaining("is damaged");
        assertThat(registry.aliases()).isEqualTo(Aliases.none());
    }

    @Test
    void torn_manifest_and_unknown_model_are_refused() throws Exception {
        registry.register(prepare("graph"), manifest(FIRST));
        Files.writeString(registry.root().resolve("ranker/1/manifest.json"), "{\"model\": \"ran");

        assertThatThrownBy(() -> registry.verify(FIRST))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("cannot read")
                .hasMessageContaining("manifest.json");
        assertThatThrownBy(() -> registry.verify(SECOND))
                .hasMessage("model ranker/2 is not registered; registered are [ranker/1]");
    }

    @Test
    void rollback_goes_back_one_promotion_at_a_time() throws Exception {
        for (ModelRef model : List.of(FIRST, SECOND, THIRD)) {
            registry.register(prepare("graph"), manifest(model));
            registry.promote(Alias.PRODUCTION, model);
        }
        registry.promote(Alias.PRODUCTION, THIRD);
        registry.promote(Alias.FALLBACK, FIRST);

        assertThat(registry.rollback(Alias.PRODUCTION).model(Alias.PRODUCTION)).hasValue(SECOND);
        assertThat(registry.rollback(Alias.PRODUCTION).model(Alias.PRODUCTION)).hasValue(FIRST);
        assertThatThrownBy(() -> registry.rollback(Alias.PRODUCTION))
                .hasMessage("alias production has no previous model to go back to");
        assertThat(new ModelRegistry(registry.root()).aliases().entries())
                .containsExactly(
                        Map.entry(Alias.PRODUCTION, new Aliases.Entry(FIRST, List.of())),
                        Map.entry(Alias.FALLBACK, new Aliases.Entry(FIRST, List.of())));
    }

    @Test
    void reader_beside_two_writers_always_sees_whole_aliases_and_no_promotion_is_lost()
            throws Exception {
        registry.register(prepare("graph"), manifest(FIRST));
        registry.register(prepare("graph"), manifest(SECOND));
        registry.promote(Alias.PRODUCTION, FIRST);
        registry.promote(Alias.CANARY, FIRST);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> writers = new ArrayList<>();
        for (Alias alias : List.of(Alias.PRODUCTION, Alias.CANARY)) {
            ModelRegistry own = new ModelRegistry(registry.root());
            writers.add(
                    threads.submit(
                            () -> {
                                for (int i = 0; i < 40; i++) {
                                    ModelRef model = i % 2 == 0 ? SECOND : FIRST;
                                    assertThat(own.promote(alias, model).model(alias))
                                            .hasValue(model);
                                }
                            }));
        }
        Future<?> reader =
                threads.submit(
                        () -> {
                            for (int i = 0; i < 500; i++) {
                                assertThat(registry.aliases().entries())
                                        .containsOnlyKeys(Alias.PRODUCTION, Alias.CANARY);
                            }
                        });

        reader.get(30, TimeUnit.SECONDS);
        for (Future<?> writer : writers) {
            writer.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        // Each of 40 promotions changed its alias; the ten latest are kept.
        assertThat(registry.aliases().entries().values())
                .allSatisfy(
                        entry -> {
                            assertThat(entry.model()).isEqualTo(FIRST);
                            assertThat(entry.previous()).hasSize(10).startsWith(SECOND, FIRST);
                        });
    }

    @Test
    void writers_of_the_same_version_at_the_same_time_leave_one_whole_model() throws Exception {
        List<Path> prepared = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            prepared.add(prepare("graph " + i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> done = new ArrayList<>();
        for (Path bundle : prepared) {
            done.add(
                    threads.submit(
                            () -> {
                                try {
                                    registry.register(bundle, manifest(FIRST));
                                    return true;
                                } catch (FeedrankException e) {
                                    return false;
                                }
                            }));
        }

        int registered = 0;
        for (Future<Boolean> future : done) {
            registered += future.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        threads.shutdown();

        assertThat(registered).isEqualTo(1);
        assertThat(registry.verify(FIRST).manifest().model()).isEqualTo(FIRST);
    }

    @Test
    void manifest_names_what_the_catalog_lacks() {
        Manifest newer =
                new Manifest(
                        FIRST,
                        new Manifest.Inputs(
                                List.of("post_stats:v1", "weather:v3"),
                                List.of(
                                        new Manifest.Column("post_ctr_6h", Scale.LINEAR),
                                        new Manifest.Column("rain", Scale.LINEAR))),
                        List.of(),
                        manifest(FIRST).training(),
                        Map.of());

        assertThat(manifest(FIRST).missingFrom(FeatureCatalog.standard())).isEmpty();
        assertThat(newer.missingFrom(FeatureCatalog.standard()))
                .hasValueSatisfying(
                        missing ->
                                assertThat(missing)
                                        .startsWith(
                                                "needs feature group weather:v3, column rain,"));
    }

    @Test
    void names_that_would_leave_the_registry_are_refused() {
        assertThatThrownBy(() -> ModelRef.parse("../1")).isInstanceOf(FeedrankException.class);
        assertThatThrownBy(() -> ModelRef.parse("ranker")).hasMessageContaining("name/version");
        assertThatThrownBy(() -> Alias.parse("live"))
                .hasMessage(
                        "got alias 'live', expected one of [production, canary, shadow, fallback,"
                                + " text-tower]");
    }

    private Path prepare(String graph) throws IOException {
        Path prepared = Files.createTempDirectory(directory, "prepared");
        fill(prepared, graph);
        return prepared;
    }

    private static void fill(Path bundle, String graph) throws IOException {
        Files.createDirectories(bundle.resolve("saved_model/assets"));
        Files.writeString(bundle.resolve("saved_model/saved_model.pb"), graph);
        Files.writeString(bundle.resolve("saved_model/assets/words.txt"), "words");
    }

    private static Manifest manifest(ModelRef model) {
        return new Manifest(
                model,
                new Manifest.Inputs(
                        List.of("post_stats:v1"),
                        List.of(new Manifest.Column("post_clicks_6h", Scale.LOGARITHMIC))),
                List.of(new Manifest.Head("click", 1)),
                new Manifest.Training(
                        Instant.parse("2026-11-20T00:00:00Z"),
                        Instant.parse("2026-11-22T00:00:00Z"),
                        1000,
                        Instant.parse("2026-11-23T10:00:00Z"),
                        Map.of("auc", 0.75)),
                Map.of());
    }
}
