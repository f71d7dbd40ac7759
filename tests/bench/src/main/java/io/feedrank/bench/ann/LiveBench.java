package io.feedrank.bench.ann;

import io.feedrank.bench.Medians;
import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.VectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The 99th percentile of searches while the index changes, beside that of a quiet one just before:
 * rounds of all of it, and the median of each ratio.
 */
final class LiveBench {
    private static final int K = 1_000;
    private static final long PAUSE_NANOS = 1_000_000; // a thousand changes a second

    private final VectorSet set;
    private final VectorIndex index;
    private final int searches;
    private final int rounds;

    /**
     * @param searches of each figure
     */
    LiveBench(VectorSet set, VectorIndex index, int searches, int rounds) {
        this.set = set;
        this.index = index;
        this.searches = searches;
        this.rounds = rounds;
    }

    /** Something that is done over and over. */
    private interface Disturbance {
        void happen(int turn) throws Exception;
    }

    /** The 99th percentiles in nanoseconds, and how often the disturbance came to its end. */
    private record Beside(double quiet, double disturbed, int turns) {
        double ratio() {
            return disturbed / quiet;
        }
    }

    Map<String, Object> run() throws Exception {
        Path folder = Files.createTempDirectory("feedrank-bench-live");
        Path file = folder.resolve("snapshot");
        int k = Math.min(K, set.size() / 10);
        Map<String, Disturbance> disturbances = new LinkedHashMap<>();
        disturbances.put(
                "upserts",
                turn -> {
                    upsert(turn);
                    LockSupport.parkNanos(PAUSE_NANOS);
                });
        disturbances.put(
                "deletes",
                turn -> {
                    index.delete(Integer.toString(turn % set.size()));
                    upsert(turn);
                    LockSupport.parkNanos(PAUSE_NANOS);
                });
        disturbances.put("snapshot", turn -> index.snapshot(file, Map.of()));
        disturbances.put("rebuild", turn -> index.refresh());
        p99(k, () -> false);
        Map<String, List<Beside>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Disturbance> each : disturbances.entrySet()) {
                measured.computeIfAbsent(each.getKey(), any -> new ArrayList<>())
                        .add(beside(k, each.getValue()));
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("k", k);
        result.put("rounds", rounds);
        result.put(
                "quiet_ms_p99",
                Measurement.millis(
                        median(measured.values().stream().flatMap(List::stream), Beside::quiet)));
        measured.forEach((what, all) -> put(result, what, all));
        result.put("restore_s", restoreSeconds(file));
        delete(folder);
        return result;
    }

    private static void put(Map<String, Object> result, String what, List<Beside> all) {
        result.put(what + "_turns", all.stream().mapToInt(Beside::turns).sum());
        result.put(what + "_ms_p99", Measurement.millis(median(all.stream(), Beside::disturbed)));
        result.put(what + "_ratio", Measurement.rounded(median(all.stream(), Beside::ratio), 2));
        result.put(
                what + "_ratios",
                all.stream().map(each -> Measurement.rounded(each.ratio(), 2)).toList());
    }

    private static double median(Stream<Beside> of, ToDoubleFunction<Beside> figure) {
        return Medians.percentile(of.mapToDouble(figure).toArray(), 50);
    }

    private void upsert(int turn) {
        int row = turn % set.size();
        index.upsert(Integer.toString(row), set.base()[row], Filters.attributes(row));
    }

    private double restoreSeconds(Path file) {
        long start = System.nanoTime();
        index.restore(file);
        return Measurement.rounded((System.nanoTime() - start) / 1e9, 2);
    }

    private Beside beside(int k, Disturbance disturbance) throws Exception {
        double quiet = p99(k, () -> false);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger turns = new AtomicInteger();
        FutureTask<Void> disturbing =
                new FutureTask<>(
                        () -> {
                            while (!done.get()) {
                                disturbance.happen(turns.get());
                                turns.incrementAndGet();
                            }
                            return null;
                        });
        Thread thread = new Thread(disturbing, "disturbance");
        thread.setDaemon(true);
        thread.start();
        // To the end of one turn at least, or what is measured may be its beginning alone.
        double disturbed = p99(k, () -> turns.get() == 0 && !disturbing.isDone());
        done.set(true);
        disturbing.get();
        return new Beside(quiet, disturbed, turns.get());
    }

    private double p99(int k, BooleanSupplier goOn) {
        long[] nanos = new long[searches];
        SearchOptions options = SearchOptions.top(k);
        int done = 0;
        while (done < searches || goOn.getAsBoolean()) {
            if (done == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * done);
            }
            long start = System.nanoTime();
            index.search(set.queries()[done % set.queries().length], options);
            nanos[done++] = System.nanoTime() - start;
        }
        return Measurement.quantile(Arrays.copyOf(nanos, done), 0.99);
    }

    private static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve("snapshot"));
        Files.deleteIfExists(folder);
    }
}
