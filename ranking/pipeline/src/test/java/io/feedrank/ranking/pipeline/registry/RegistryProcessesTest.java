package io.feedrank.ranking.pipeline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.FeatureCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials, reasons, retention, and two writers that are processes of their own. */
final class RegistryProcessesTest {
    private static final Why WHY = new Why("judge", "it is good", Map.of("reward", 0.5));

    @TempDir private Path directory;

    @Test
    void two_processes_that_write_and_prune_leave_whole_models_and_whole_aliases()
            throws Exception {
        List<Process> writers = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            writers.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-Xmx64m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    RegistryWriterMain.class.getName(),
                                    directory.toString(),
                                    name,
                                    "25")
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve(name + ".log").toFile())
                            .start());
        }
        ModelRegistry registry = new ModelRegistry(directory);
        while (writers.stream().anyMatch(Process::isAlive)) {
            assertThat(registry.aliases().entries()).hasSizeLessThanOrEqualTo(2);
            assertThat(registry.decisions().latestFirst()).doesNotContainNull();
        }
        for (Process writer : writers) {
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue())
                    .as(
                            Files.readString(directory.resolve("a.log"))
                                    + Files.readString(directory.resolve("b.log")))
                    .isZero();
        }
        assertThat(registry.aliases().model(Alias.PRODUCTION)).isPresent();
        registry.list().forEach(registry::verify);
        assertThat(registry.prune(3)).isNotNull();
        assertThat(registry.list()).hasSizeBetween(3, 7);
        assertThat(registry.decisions().latestFirst()).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void a_model_is_handed_on_only_while_its_alias_stands_for_it_and_the_reason_is_kept()
            throws IOException {
        ModelRegistry registry = new ModelRegistry(directory);
        ModelRef first = register(registry, "1");
        ModelRef second = register(registry, "2");
        registry.promote(Alias.PRODUCTION, first);
        registry.promote(Alias.CANARY, second);

        assertThat(registry.advance(first, Alias.CANARY, Alias.PRODUCTION, WHY)).isFalse();
        assertThat(registry.clear(Alias.CANARY, first, WHY)).isFalse();
        assertThat(registry.advance(second, Alias.CANARY, Alias.PRODUCTION, WHY)).isTrue();
        assertThat(registry.advance(second, Alias.CANARY, Alias.PRODUCTION, WHY)).isFalse();

        assertThat(registry.aliases().model(Alias.PRODUCTION)).hasValue(second);
        assertThat(registry.aliases().model(Alias.CANARY)).isEmpty();
        Decision decision = new ModelRegistry(directory).decisions().about(second).orElseThrow();
        assertThat(decision.alias()).isEqualTo(Alias.PRODUCTION);
        assertThat(decision.action()).isEqualTo("promoted");
        assertThat(decision.why()).isEqualTo(WHY);
        assertThat(registry.rollback(Alias.PRODUCTION).model(Alias.PRODUCTION)).hasValue(first);
        assertThat(registry.decisions().latestFirst().get(0).action()).isEqualTo("rolled back");
    }

    @Test
    void pruning_keeps_the_latest_and_never_takes_what_an_alias_needs() throws IOException {
        ModelRegistry registry = new ModelRegistry(directory);
        List<ModelRef> models = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            models.add(register(registry, "v" + i));
        }
        registry.promote(Alias.PRODUCTION, models.get(0));
        registry.promote(Alias.PRODUCTION, models.get(2));
        registry.promote(Alias.FALLBACK, models.get(1));

        assertThat(registry.prune(3)).containsExactly(models.get(3), models.get(4));

        assertThat(registry.list())
                .containsExactly(
                        models.get(0),
                        models.get(1),
                        models.get(2),
                        models.get(5),
                        models.get(6),
                        models.get(7));
        assertThat(registry.rollback(Alias.PRODUCTION).model(Alias.PRODUCTION))
                .hasValue(models.get(0));
        assertThatThrownBy(() -> registry.prune(0)).hasMessageContaining("got 0 models to keep");
    }

    @Test
    void lineage_is_kept_and_a_manifest_from_before_it_is_still_read() throws IOException {
        ModelRegistry registry = new ModelRegistry(directory);
        ModelRef old = register(registry, "1");
        Path manifest = directory.resolve("m/1/manifest.json");
        String without =
                Files.readString(manifest)
                        .replaceAll("(?s)\"lineage\" : \\{.*?\\},\\s*\"files", "\"files");
        assertThat(without).doesNotContain("lineage");
        Files.writeString(manifest, without);

        assertThat(registry.manifest(old).lineage()).isEqualTo(Lineage.UNKNOWN);

        Lineage lineage = Lineage.ofThisBuild(FeatureCatalog.standard(), Map.of("seed", "7"));
        assertThat(lineage.code()).isNotBlank().isNotEqualTo("unknown");
        assertThat(lineage.catalog()).hasSize(12);
        assertThat(lineage.with("rows", "9").details()).containsEntry("seed", "7").hasSize(2);
    }

    private static ModelRef register(ModelRegistry registry, String version) throws IOException {
        ModelRef model = new ModelRef("m", version);
        Path bundle = registry.stage();
        Files.createDirectories(bundle.resolve("saved_model"));
        Files.writeString(bundle.resolve("saved_model/saved_model.pb"), "graph");
        registry.register(
                bundle,
                new Manifest(
                        model,
                        new Manifest.Inputs(List.of(), List.of()),
                        List.of(),
                        new Manifest.Training(
                                Instant.EPOCH, Instant.EPOCH, 0, Instant.EPOCH, Map.of()),
                        Map.of()));
        return model;
    }
}
