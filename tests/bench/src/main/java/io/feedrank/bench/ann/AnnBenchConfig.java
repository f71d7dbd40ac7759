package io.feedrank.bench.ann;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param vectors an fvecs file; null for the generated set
 * @param queries an fvecs file; given with {@code vectors}
 * @param truth an ivecs file, checked against the exact scan; may be null
 * @param json where the result goes; may be null
 * @param plots folder that plots go into; may be null
 * @param size vectors that are generated, 5,000 or more
 * @param quick a small run, for tests
 * @param only names of the engines and peers that are measured; empty for all
 */
public record AnnBenchConfig(
        @Nullable Path vectors,
        @Nullable Path queries,
        @Nullable Path truth,
        @Nullable Path json,
        @Nullable Path plots,
        int size,
        boolean quick,
        Set<String> only) {
    private static final int DEFAULT_SIZE = 1_000_000;
    private static final int LEAST_SIZE = 5_000;
    private static final Set<String> NAMES =
            Set.of("--vectors", "--queries", "--truth", "--json", "--plots");

    /** What there is to measure. */
    static final Set<String> CONTENDERS =
            new TreeSet<>(
                    List.of(
                            "exact",
                            "hnsw",
                            "hnswlib-native",
                            "lucene-hnsw",
                            "planner",
                            "quantized",
                            "quantized-scan"));

    public AnnBenchConfig {
        only = Set.copyOf(only);
        if (!CONTENDERS.containsAll(only)) {
            throw new IllegalArgumentException(
                    "--only: got " + new TreeSet<>(only) + ", expected some of " + CONTENDERS);
        }
        if (size < LEAST_SIZE) {
            throw new IllegalArgumentException(
                    "--size: got " + size + ", expected " + LEAST_SIZE + " or more");
        }
        if ((vectors == null) != (queries == null)) {
            throw new IllegalArgumentException(
                    "--vectors and --queries: got one, expected both or none");
        }
    }

    boolean measures(String contender) {
        return only.isEmpty() || only.contains(contender);
    }

    /** Reads {@code --name value} pairs and {@code --quick}. */
    static AnnBenchConfig parse(String... args) {
        Map<String, Path> paths = new HashMap<>();
        boolean quick = false;
        Set<String> only = Set.of();
        int size = DEFAULT_SIZE;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--quick")) {
                quick = true;
            } else if (args[i].equals("--size") && i + 1 < args.length) {
                size = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--only") && i + 1 < args.length) {
                only = Set.of(args[++i].split(","));
            } else if (NAMES.contains(args[i]) && i + 1 < args.length) {
                paths.put(args[i], Path.of(args[++i]));
            } else {
                throw new IllegalArgumentException(
                        "got " + args[i] + ", expected --quick or one of " + NAMES + " and a file");
            }
        }
        return new AnnBenchConfig(
                paths.get("--vectors"),
                paths.get("--queries"),
                paths.get("--truth"),
                paths.get("--json"),
                paths.get("--plots"),
                size,
                quick,
                only);
    }
}
