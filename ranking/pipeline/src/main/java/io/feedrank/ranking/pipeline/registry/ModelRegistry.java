package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
    private static final String ALIASES = "aliases.json";
    private static final String STAGING = ".staging";

    private final Path root;

    /** The registry at {@code root}, which need not exist yet. */
    public ModelRegistry(Path root) {
        this.root = root.toAbsolutePath().normalize();
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
                        if (Files.getLastModifiedTime(left).toInstant().isBefore(dayAgo)) {
                            BundleFiles.delete(left);
                        }
                    }
                    return Files.createDirectories(stagingFolder());
                });
    }

    /**
     * Takes a bundle in: checksums its files, writes the manifest and moves the folder to its place
     * at once.
     *
     * @param preparedBundle a folder with {@code saved_model/}; gone afterwards
     * @return the manifest with the checksums
     */
    public Manifest register(Path preparedBundle, Manifest manifest) {
        if (!Files.isRegularFile(
                preparedBundle.resolve(ModelBundle.SAVED_MODEL).resolve("saved_model.pb"))) {
            throw FeedrankException.badInput(
                    preparedBundle + " holds no saved_model/saved_model.pb");
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
        Manifest manifest = RegistryJson.read(file, Manifest.class);
        if (!manifest.model().equals(model)) {
            throw FeedrankException.badInput(file + " is the manifest of " + manifest.model());
        }
        return manifest;
    }

    /** The bundle of a model, after each of its files was compared with its checksum. */
    public ModelBundle verify(ModelRef model) {
        Manifest manifest = manifest(model);
        Path directory = directory(model);
        Map<String, String> found = io("read " + model, () -> BundleFiles.checksums(directory));
        List<String> faults = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(manifest.files().keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            String expected = manifest.files().get(name);
            String got = found.get(name);
            if (got == null) {
                faults.add(name + " is missing");
            } else if (expected == null) {
                faults.add(name + " is not in the manifest");
            } else if (!got.equals(expected)) {
                faults.add(name + " has SHA-256 " + got + ", expected " + expected);
            }
        }
        if (!faults.isEmpty()) {
            throw FeedrankException.badInput(
                    "model " + model + " is damaged: " + String.join("; ", faults));
        }
        return new ModelBundle(directory, manifest);
    }

    /** The aliases as they are now; none when no alias was ever set. */
    public Aliases aliases() {
        Path file = root.resolve(ALIASES);
        return Files.exists(file) ? RegistryJson.read(file, Aliases.class) : Aliases.none();
    }

    /**
     * Points an alias to a model, which must be whole. What it pointed to is kept for a rollback.
     */
    public Aliases promote(Alias alias, ModelRef model) {
        return write(
                "promote " + model,
                () -> {
                    verify(model);
                    return replace(aliases().promote(alias, model));
                });
    }

    /** Points an alias back to the model it had before, which must be whole. */
    public Aliases rollback(Alias alias) {
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
                    return replace(now.rollback(alias));
                });
    }

    private Aliases replace(Aliases aliases) throws IOException {
        BundleFiles.replace(root.resolve(ALIASES), RegistryJson.write(aliases));
        return aliases;
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
