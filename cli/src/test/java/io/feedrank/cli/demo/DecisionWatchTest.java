package io.feedrank.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cli.Console;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.registry.Why;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionWatchTest {
    @TempDir private Path directory;

    @Test
    void what_is_decided_is_said_once_in_its_order_with_the_reason() throws IOException {
        StringWriter said = new StringWriter();
        ModelRegistry registry = new ModelRegistry(directory);
        ModelRef model = register(registry);
        DecisionWatch watch =
                new DecisionWatch(
                        registry,
                        new Console(new PrintWriter(said, true), new PrintWriter(said), false),
                        Instant.EPOCH);
        assertThat(watch.look()).isZero();

        registry.promote(Alias.CANARY, model, new Why("judge", "the shadow did well", Map.of()));
        registry.advance(
                model, Alias.CANARY, Alias.PRODUCTION, new Why("judge", "no worse", Map.of()));

        int told = watch.look();
        assertThat(watch.look()).isZero();
        assertThat(told).isEqualTo(2);
        assertThat(said.toString().lines().reduce((first, last) -> last).orElseThrow())
                .isEqualTo("production promoted: ranker/1 (judge: no worse)");
    }

    private static ModelRef register(ModelRegistry registry) throws IOException {
        Path bundle = registry.stage();
        Path savedModel = Files.createDirectories(bundle.resolve(ModelBundle.SAVED_MODEL));
        Files.writeString(savedModel.resolve("saved_model.pb"), "a graph");
        Manifest manifest =
                new Manifest(
                        new ModelRef("ranker", "1"),
                        new Manifest.Inputs(List.of(), List.of()),
                        List.of(new Manifest.Head("click", 1)),
                        new Manifest.Training(
                                Instant.EPOCH, Instant.EPOCH, 0, Instant.EPOCH, Map.of()),
                        Map.of());
        return registry.register(bundle, manifest).model();
    }
}
