package io.feedrank.ranking.pipeline.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * {@code aliases.json} and, beside it, {@code decisions.json}. The reason is written before the
 * change: after a crash between the two it says what was about to be done, and no change is ever
 * without one. Writers hold the registry's lock.
 */
final class AliasStore {
    static final String PROMOTED = "promoted";
    static final String ROLLED_BACK = "rolled back";
    static final String CLEARED = "cleared";

    private static final String ALIASES = "aliases.json";
    private static final String DECISIONS = "decisions.json";

    private final Path root;

    AliasStore(Path root) {
        this.root = root;
    }

    /** The aliases as they are now; none when no alias was ever set. */
    Aliases aliases() {
        Path file = root.resolve(ALIASES);
        return Files.exists(file) ? RegistryJson.read(file, Aliases.class) : Aliases.none();
    }

    /** Whether an alias was ever set, and can be read. */
    boolean exists() {
        return Files.exists(root.resolve(ALIASES));
    }

    /** What was decided lately. */
    Decisions decisions() {
        Path file = root.resolve(DECISIONS);
        return Files.exists(file) ? RegistryJson.read(file, Decisions.class) : Decisions.none();
    }

    /** Writes the reason, then the aliases. */
    Aliases replace(Aliases changed, Alias alias, String action, ModelRef model, Why why)
            throws IOException {
        Decision decision =
                new Decision(
                        Instant.now().truncatedTo(ChronoUnit.MILLIS), alias, action, model, why);
        BundleFiles.replace(
                root.resolve(DECISIONS), RegistryJson.write(decisions().with(decision)));
        BundleFiles.replace(root.resolve(ALIASES), RegistryJson.write(changed));
        return changed;
    }
}
