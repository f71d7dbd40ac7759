package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Models on a file system: {@code <root>/<name>/<version>/} with {@code saved_model/} and {@code
 * manifest.json}, and {@code <root>/aliases.json}. Any number of processes may read and write at
 * the same time: writers take turns under a file lock, and a reader sees a bundle and the alias
 * file whole or not at all.
 *
 * <p>Every method throws {@link FeedrankException}: BAD_INPUT for a model that is missing or
 * damaged, UNAVAILABLE when the file system fails.
 */
public final class ModelRegistry {
    private static final String STAGING = ".staging";

    private final Path root;
    private final AliasStore store;

    /** The registry at {@code root}, which need not exist yet. */
    public ModelRegistry(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.store = new AliasStore(this.root);
    }

    /** The folder that holds everything. */
    public Path root() {
        return root;
    }

    /**
     * A new empty folder on the registry's file system, to prepare a bundle in. What was prepared a
     * day ago and never registered is deleted.
     */
    public Path stage() {
        return io(
                "prepare a bundle",
                () -> {
                    Instant dayAgo = Instant.now().minus(Duration.ofDays(1));
                    for (Path left : folders(root.resolve(STAGING))) {
                        BundleFiles.deleteIfOlder(left, dayAgo);
                    }
                    return Files.createDirectories(stagingFolder());
                });
    }

    /**
     * Takes a bundle in: checksums its files, writes the manifest and moves the folder to its place
     * at once.
     *
     * @param preparedBundle a folder with {@code saved_model/}, or a text tower's file; gone
     *     afterwards
     * @return the manifest with the checksums
     */
    public Manifest register(Path preparedBundle, Manifest manifest) {
        String needed = ModelBundle.mainFile(manifest.model());
        if (!Files.isRegularFile(preparedBundle.resolve(needed))) {
            throw FeedrankException.badInput(preparedBundle + " holds no " + needed);
        }
        return write(
                "register " + manifest.model(),
                () -> {
                    Path target = directory(manifest.model());
                    if (Files.exists(target)) {
                        throw FeedrankException.badInput(
                                "model " + manifest.model() + " is registered already");
                    }
                    Manifest complete = manifest.withFiles(BundleFiles.checksums(preparedBundle));
                    BundleFiles.writeThrough(
                            preparedBundle.resolve(ModelBundle.MANIFEST),
                            RegistryJson.write(complete));
                    BundleFiles.publish(preparedBundle, target, stagingFolder());
                    return complete;
                });
    }

    /** The registered models, sorted by name, then by version. */
    public List<ModelRef> list() {
        List<ModelRef> models = new ArrayList<>();
        for (Path name : folders(root)) {
            for (Path version : folders(name)) {
                if (Files.isRegularFile(version.resolve(ModelBundle.MANIFEST))) {
                    models.add(new ModelRef(fileName(name), fileName(version)));
                }
            }
        }
        models.sort(null);
        return models;
    }

    /** The manifest of a model; its files are not looked at. */
    public Manifest manifest(ModelRef model) {
        Path file = directory(model).resolve(ModelBundle.MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw FeedrankException.badInput(
                    "model " + model + " is not registered; registered are " + list());
        }
        Manifest manifest = RegistryJson.readManifest(file);
        if (!manifest.model().equals(model)) {
            throw FeedrankException.badInput(file + " is the manifest of " + manifest.model());
        }
        return manifest;
    }

    /** Size of a model's files. */
    public long bytes(ModelRef model) {
        Path directory = directory(model);
        return io("measure " + model, () -> BundleFiles.bytes(directory, manifest(model)));
    }

    /** The bundle of a model, after each of its files was compared with its checksum. */
    public ModelBundle verify(ModelRef model) {
        Manifest manifest = manifest(model);
        Path directory = directory(model);
        Map<String, String> found = io("read " + model, () -> BundleFiles.checksums(directory));
        List<String> faults = BundleFiles.faults(manifest.files(), found);
        if (!faults.isEmpty()) {
            throw FeedrankException.badInput(
                    "model " + model + " is damaged: " + String.join("; ", faults));
        }
        return new ModelBundle(directory, manifest);
    }

    /** The aliases as they are now; none when no alias was ever set. */
    public Aliases aliases() {
        return store.aliases();
    }

    /** Whether an alias was ever set, and the registry is there. */
    public boolean hasAliases() {
        return store.exists();
    }

    /** Why the aliases are what they are. */
    public Decisions decisions() {
        return store.decisions();
    }

    /** Points an alias to a model by hand. */
    public Aliases promote(Alias alias, ModelRef model) {
        return promote(alias, model, Why.BY_HAND);
    }

    /**
     * Points an alias to a model, which must be whole. What it pointed to is kept for a rollback.
     */
    public Aliases promote(Alias alias, ModelRef model, Why why) {
        return write(
                "promote " + model,
                () -> {
                    alias.requireKind(model);
                    verify(model);
                    return store.replace(
                            aliases().promote(alias, model),
                            alias,
                            AliasStore.PROMOTED,
                            model,
                            why);
                });
    }

    /**
     * Hands a model on from one alias to another, which no longer stands for it then: from shadow
     * to canary, from canary to production.
     *
     * @return false, and nothing is changed, when {@code from} no longer stands for it
     */
    public boolean advance(ModelRef model, Alias from, Alias to, Why why) {
        return write(
                "promote " + model,
                () -> {
                    Aliases now = aliases();
                    if (now.model(from).filter(model::equals).isEmpty()) {
                        return false;
                    }
                    verify(model);
                    store.replace(
                            now.promote(to, model).clear(from),
                            to,
                            AliasStore.PROMOTED,
                            model,
                            why);
                    return true;
                });
    }

    /**
     * Takes an alias away from a model, for the end of a trial.
     *
     * @return false, and nothing is changed, when it no longer stands for it
     */
    public boolean clear(Alias alias, ModelRef model, Why why) {
        return write(
                "clear " + alias.id(),
                () -> {
                    Aliases now = aliases();
                    if (now.model(alias).filter(model::equals).isEmpty()) {
                        return false;
                    }
                    store.replace(now.clear(alias), alias, AliasStore.CLEARED, model, why);
                    return true;
                });
    }

    /** Points an alias back by hand. */
    public Aliases rollback(Alias alias) {
        return rollback(alias, Why.BY_HAND);
    }

    /** Points an alias back to the model it had before, which must be whole. */
    public Aliases rollback(Alias alias, Why why) {
        return write(
                "roll back " + alias.id(),
                () -> {
                    Aliases now = aliases();
                    ModelRef previous = now.previous(alias);
                    if (previous == null) {
                        throw FeedrankException.badInput(
                                "alias " + alias.id() + " has no previous model to go back to");
                    }
                    verify(previous);
                    return store.replace(
                            now.rollback(alias), alias, AliasStore.ROLLED_BACK, previous, why);
                });
    }

    /**
     * Deletes all but the latest versions of each name, and never one that an alias stands for or
     * would go back to. A service that has a deleted model in memory goes on with it.
     *
     * @param keep versions of each name
     * @return those deleted
     */
    public List<ModelRef> prune(int keep) {
        return write(
                "prune " + root,
                () -> {
                    List<ModelRef> expired = Retention.expired(list(), aliases(), keep);
                    for (ModelRef model : expired) {
                        // Gone at once for readers, then deleted at leisure.
                        Path grave = Files.createDirectories(stagingFolder()).resolve("pruned");
                        Files.move(directory(model), grave, StandardCopyOption.ATOMIC_MOVE);
                        BundleFiles.delete(grave);
                    }
                    return expired;
                });
    }

    private Path stagingFolder() {
        return root.resolve(STAGING).resolve(UUID.randomUUID().toString());
    }

    private Path directory(ModelRef model) {
        return root.resolve(model.name()).resolve(model.version());
    }

    private List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        return io(
                "list " + parent,
                () -> {
                    try (Stream<Path> children = Files.list(parent)) {
                        return children.filter(Files::isDirectory)
                                .filter(child -> ModelRef.isPart(fileName(child)))
                                .toList();
                    }
                });
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private <T> T write(String what, RegistryLock.Write<T> action) {
        return io(what, () -> RegistryLock.hold(root, action));
    }

    private static <T> T io(String what, RegistryLock.Write<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new FeedrankException(Category.UNAVAILABLE, "cannot " + what + ": " + e, e);
        }
    }
}
