package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A process that registers, promotes, clears and prunes as fast as it can. */
final class RegistryWriterMain {
    private RegistryWriterMain() {}

    /** Arguments: root, name of this writer, rounds. */
    public static void main(String[] args) throws IOException {
        ModelRegistry registry = new ModelRegistry(Path.of(args[0]));
        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            ModelRef model =
                    new ModelRef("m", "%015d-%s".formatted(System.currentTimeMillis(), args[1]));
            Path bundle = registry.stage();
            Files.createDirectories(bundle.resolve("saved_model"));
            Files.writeString(bundle.resolve("saved_model/saved_model.pb"), "graph " + model);
            registry.register(
                    bundle,
                    new Manifest(
                            model,
                            new Manifest.Inputs(List.of(), List.of()),
                            List.of(),
                            new Manifest.Training(
                                    Instant.EPOCH, Instant.EPOCH, 0, Instant.EPOCH, Map.of()),
                            Map.of()));
            try {
                registry.promote(Alias.CANARY, model);
            } catch (FeedrankException pruned) {
                // The other writer registered so many since that it pruned this one.
                continue;
            }
            // The other writer may have been quicker: then it is not ours to move.
            registry.advance(model, Alias.CANARY, Alias.PRODUCTION, Why.BY_HAND);
            if (round % 5 == 4) {
                registry.prune(3);
            }
        }
    }
}
