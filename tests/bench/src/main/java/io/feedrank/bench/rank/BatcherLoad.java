package io.feedrank.bench.rank;

import io.feedrank.bench.Medians;
import io.feedrank.ranking.pipeline.scoring.BatchConfig;
import io.feedrank.ranking.pipeline.scoring.BatchingScorer;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that each send a request as soon as the last was answered, to one model behind a lock, to
 * a predictor a thread, and through the batcher; in turns, so that each has the same machine.
 */
final class BatcherLoad {
    private static final int CLIENTS = 64;

    private final Scorer model;
    private final Duration turn;
    private final int turns;

    BatcherLoad(Scorer model, Duration turn, int turns) {
        this.model = model;
        this.turn = turn;
        this.turns = turns;
    }

    /** Requests a second of the three, and the batcher's gain over the others: medians of turns. */
    Map<String, Object> measure(int rows) throws InterruptedException {
        float[] packed =
                Rows.pack(Rows.random(rows, model.columns().size()), model.columns().size());
        BatchingScorer batching =
                new BatchingScorer(
                        model,
                        new BatchConfig(1_000, 256, Runtime.getRuntime().availableProcessors()));
        Object lock = new Object();
        double[][] rates = new double[3][turns];
        for (int t = -1; t < turns; t++) {
            double locked =
                    rate(
                            () -> {
                                synchronized (lock) {
                                    return model.score(packed, rows);
                                }
                            });
            double perThread = rate(() -> model.score(packed, rows));
            double batched = rate(() -> batching.score(packed, rows));
            if (t >= 0) {
                rates[0][t] = locked;
                rates[1][t] = perThread;
                rates[2][t] = batched;
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gain_vs_locked", Medians.percentile(ratio(rates[2], rates[0]), 50));
        json.put("gain_vs_per_thread", Medians.percentile(ratio(rates[2], rates[1]), 50));
        json.put("requests_per_second", Medians.percentile(rates[2], 50));
        return json;
    }

    private double rate(Callable<?> request) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        long start = System.nanoTime();
        long end = start + turn.toNanos();
        List<Future<Long>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(
                    threads.submit(
                            () -> {
                                long done = 0;
                                while (System.nanoTime() < end) {
                                    request.call();
                                    done++;
                                }
                                return done;
                            }));
        }
        long done = 0;
        for (Future<Long> client : clients) {
            try {
                done += client.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a request failed", e);
            }
        }
        threads.shutdown();
        return done / ((System.nanoTime() - start) / 1e9);
    }

    private static double[] ratio(double[] over, double[] under) {
        double[] ratio = new double[over.length];
        for (int i = 0; i < ratio.length; i++) {
            ratio[i] = over[i] / under[i];
        }
        return ratio;
    }
}
