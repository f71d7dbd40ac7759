package io.feedrank.bench.rank;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.pipeline.scoring.ModelsConfig;
import io.feedrank.ranking.pipeline.scoring.RegistryModels;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * The 99th percentile of requests around a swap of the production model, over that just before it.
 * Requests come at fixed times, at three tenths of what the machine can do, and their time counts
 * from when they were due.
 */
final class SwapRun {
    private static final double LOAD = 0.3;
    private static final int CLIENTS = 4;

    private final ModelRegistry registry;
    private final FeatureCatalog catalog;
    private final ModelsConfig config;
    private final List<ModelRef> versions;
    private final float[] rows;
    private final int count;
    private final Duration window;

    /**
     * A run over {@code versions}, of which the first serves at the start.
     *
     * @param window before and after the alias is moved
     */
    SwapRun(
            ModelRegistry registry,
            FeatureCatalog catalog,
            ModelsConfig config,
            List<ModelRef> versions,
            Duration window) {
        this.registry = registry;
        this.catalog = catalog;
        this.config = config;
        this.versions = List.copyOf(versions);
        this.count = 1_000;
        this.rows = Rows.pack(Rows.random(count, catalog.width()), catalog.width());
        this.window = window;
    }

    /** The median over the swaps. */
    double ratio() throws InterruptedException {
        registry.promote(Alias.PRODUCTION, versions.get(0));
        double[] ratios = new double[versions.size() - 1];
        try (RegistryModels models = RegistryModels.open(registry.root(), catalog, config)) {
            long interval = (long) (1e9 / (LOAD * capacity(models)));
            for (int swap = 0; swap < ratios.length; swap++) {
                ModelRef next = versions.get(swap + 1);
                double before = percentile99(models, interval);
                registry.promote(Alias.PRODUCTION, next);
                double during = percentile99(models, interval);
                String serving = models.production().map(Scorer::model).orElse("none");
                if (!serving.equals(next.toString())) {
                    throw new IllegalStateException(
                            "the swap to " + next + " took longer than " + window);
                }
                ratios[swap] = during / before;
            }
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    private double capacity(RegistryModels models) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        long end = System.nanoTime() + window.toNanos();
        int[] done = new int[threads];
        run(
                threads,
                thread -> {
                    while (System.nanoTime() < end) {
                        call(models);
                        done[thread]++;
                    }
                });
        return Arrays.stream(done).sum() / (window.toNanos() / 1e9);
    }

    private double percentile99(RegistryModels models, long interval) throws InterruptedException {
        long start = System.nanoTime();
        int requests = (int) (window.toNanos() / interval);
        double[] millis = new double[requests];
        run(
                CLIENTS,
                client -> {
                    for (int i = client; i < requests; i += CLIENTS) {
                        long due = start + i * interval;
                        for (long left; (left = due - System.nanoTime()) > 0; ) {
                            LockSupport.parkNanos(left);
                        }
                        call(models);
                        millis[i] = (System.nanoTime() - due) / 1e6;
                    }
                });
        Arrays.sort(millis);
        return millis[Math.max(0, (int) Math.ceil(0.99 * requests) - 1)];
    }

    private void call(RegistryModels models) {
        models.production().orElseThrow().score(rows, count);
    }

    private interface Client {
        void run(int number);
    }

    private static void run(int clients, Client client) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int number = i;
            running.add(threads.submit(() -> client.run(number)));
        }
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a request was dropped", e);
            }
        }
        threads.shutdown();
    }
}
