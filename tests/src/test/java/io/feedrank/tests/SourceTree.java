package io.feedrank.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules' folders, as seen from the module that runs the tests. */
record SourceTree(Path root) {
    /**
     * Folders of all modules with hand-written Java; generated protobuf is a module of its own and
     * not among them.
     */
    private static final List<String> MODULES =
            List.of(
                    "feature-store",
                    "cdc",
                    "jobs",
                    "ranking/index",
                    "ranking/pipeline",
                    "ranking/training",
                    "ranking/function",
                    "ranking/statefun-runtime",
                    "ranking/api",
                    "cli",
                    "tests");

    static SourceTree find() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("feature-store/src"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "no Feedrank source tree above " + Path.of("").toAbsolutePath());
            }
        }
        return new SourceTree(folder);
    }

    /** Folders of compiled main classes, those of the modules that have any. */
    List<Path> classFolders() {
        return MODULES.stream()
                .map(module -> root.resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
    }

    /** Java files under {@code src/main/java} of all modules. */
    List<Path> mainSources() {
        return sources("src/main/java");
    }

    /** Java files under {@code src} of all modules, tests too. */
    List<Path> allSources() {
        return sources("src");
    }

    private List<Path> sources(String folder) {
        return MODULES.stream()
                .map(module -> root.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(SourceTree::javaFiles)
                .sorted()
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path relative(Path file) {
        return root.relativize(file);
    }
}
