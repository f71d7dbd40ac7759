package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Feedrank's own files on this machine: the root of the repository, with its modules built. */
public record Installation(Path home) {
    private static final String JOBS = "jobs";
    private static final String BUILD = "run mvn package -DskipTests in ";

    public Installation {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * Looks at the property {@code feedrank.home}, at the variable {@code FEEDRANK_HOME}, and then
     * upwards from the current directory.
     *
     * @throws StackException when there is no Feedrank anywhere
     */
    public static Installation find() {
        String named =
                System.getProperty(
                        "feedrank.home", System.getenv().getOrDefault("FEEDRANK_HOME", ""));
        if (!named.isBlank()) {
            return new Installation(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("flink-conf"))
                    && Files.isDirectory(at.resolve("cli"))) {
                return new Installation(at);
            }
        }
        throw new StackException(
                "Feedrank's own files were not found: set FEEDRANK_HOME to the root of the repository");
    }

    /** Finds it when it is asked for the first time: stopping a stack needs none. */
    static Supplier<Installation> finder() {
        AtomicReference<@Nullable Installation> found = new AtomicReference<>();
        return () -> {
            @Nullable Installation known = found.get();
            if (known == null) {
                known = find();
                found.set(known);
            }
            return known;
        };
    }

    /**
     * What goes behind {@code -cp} for a module: its own jar, if it has one, and what it depends
     * on.
     *
     * @param module folder of the module, for example {@code ranking/api}
     * @throws StackException when the module is not built
     */
    public String classPath(String module) {
        if (module.equals(JOBS)) {
            // Its jar brings all but Flink.
            return jobJar() + ":" + classPath("flink-conf");
        }
        Path target = home.resolve(module).resolve("target");
        Path dependencies = target.resolve("classpath");
        try {
            String rest = Files.readString(dependencies).strip();
            Optional<Path> own = ownJar(target);
            return own.map(jar -> jar + ":" + rest).orElse(rest);
        } catch (IOException missing) {
            throw new StackException(
                    module + " is not built (" + dependencies + " is missing): " + BUILD + home,
                    missing);
        }
    }

    /** The jar of the Flink jobs, as one hands it to a cluster. */
    public Path jobJar() {
        Path target = home.resolve(JOBS).resolve("target");
        return newest(target, Pattern.compile("feedrank-jobs-.*-job\\.jar"))
                .orElseThrow(
                        () ->
                                new StackException(
                                        "the job jar is not built (none in "
                                                + target
                                                + "): "
                                                + BUILD
                                                + home));
    }

    /** JVM flags that a module asks for in {@code src/main/dist/jvm.options}, one a line. */
    List<String> jvmOptions(String module) {
        Path file = home.resolve(module).resolve("src/main/dist/jvm.options");
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            List<String> options = new ArrayList<>();
            lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(options::add);
            return options;
        } catch (IOException failure) {
            throw new StackException("cannot read " + file + ": " + failure, failure);
        }
    }

    /** Folder of the Flink cluster's configuration templates. */
    Path flinkConf() {
        return home.resolve("flink-conf");
    }

    private static Optional<Path> ownJar(Path target) throws IOException {
        return newest(target, Pattern.compile("feedrank-[a-z-]+-\\d+(\\.\\d+)*(-SNAPSHOT)?\\.jar"));
    }

    private static Optional<Path> newest(Path directory, Pattern name) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name.matcher(fileName(file)).matches())
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
        } catch (IOException failure) {
            throw new StackException("cannot list " + directory + ": " + failure, failure);
        }
    }

    private static String fileName(Path file) {
        @Nullable Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
