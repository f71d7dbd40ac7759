package io.feedrank.bench.ann;

import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.VectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The 99th percentile of searches while the index changes, beside that of a quiet one. */
final class LiveBench {
    private static final int K = 1_000;
    private static final long PAUSE_NANOS = 1_000_000; // a thousand changes a second

    private final VectorSet set;
    private final VectorIndex index;
    private final int searches;

    LiveBench(VectorSet set, VectorIndex index, int searches) {
        this.set = set;
        this.index = index;
        this.searches = searches;
    }

    /** Something that is done over and over. */
    private interface Disturbance {
        void happen(int turn) throws Exception;
    }

    Map<String, Object> run() throws Exception {
        Path folder = Files.createTempDirectory("feedrank-bench-live");
        Path file = folder.resolve("snapshot");
        int k = Math.min(K, set.size() / 10);
        Map<String, Object> result = new LinkedHashMap<>();
        p99(k, () -> false);
        double quiet = p99(k, () -> false);
        result.put("k", k);
        result.put("quiet_ms_p99", Measurement.millis(quiet));
        put(
                result,
                "upserts",
                quiet,
                k,
                turn -> {
                    upsert(turn);
                    LockSupport.parkNanos(PAUSE_NANOS);
                });
        put(
                result,
                "deletes",
                quiet,
                k,
                turn -> {
                    index.delete(Integer.toString(turn % set.size()));
                    upsert(turn);
                    LockSupport.parkNanos(PAUSE_NANOS);
                });
        put(result, "snapshot", quiet, k, turn -> index.snapshot(file, Map.of()));
        put(result, "rebuild", quiet, k, turn -> index.refresh());
        result.put("restore_s", restoreSeconds(file));
        delete(folder);
        return result;
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

    private void put(
            Map<String, Object> result, String what, double quiet, int k, Disturbance disturbance)
            throws Exception {
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
        double p99 = p99(k, () -> turns.get() == 0 && !disturbing.isDone());
        done.set(true);
        disturbing.get();
        result.put(what + "_turns", turns.get());
        result.put(what + "_ms_p99", Measurement.millis(p99));
        result.put(what + "_ratio", Measurement.rounded(p99 / quiet, 2));
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
