package io.feedrank.bench.ann;

import io.feedrank.ranking.index.HnswConfig;
import io.feedrank.ranking.index.HnswVectorIndex;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The graph beside native hnswlib and Lucene's: built two at a time, since that takes longest. */
final class Graphs {
    private final AnnBenchConfig config;
    private final AnnBench.Progress progress;

    Graphs(AnnBenchConfig config, AnnBench.Progress progress) {
        this.config = config;
        this.progress = progress;
    }

    /**
     * Leaves native hnswlib open, for what it is compared with later; null when it isn't wanted.
     */
    @Nullable Contender measure(VectorSet set, Truth truth, Measurement measurement, Report report)
            throws Exception {
        ExecutorService builders = Executors.newFixedThreadPool(2);
        // Never built again by itself: deletes are to meet the graph that was measured.
        HnswConfig hnsw =
                new HnswConfig(set.dimensions(), set.metric(), 16, 100, 1, 0.25, 2 * set.size());
        try {
            Future<EngineContender> ours =
                    start(
                            builders,
                            "hnsw",
                            () ->
                                    EngineContender.build(
                                            "hnsw", new HnswVectorIndex(hnsw), set, false));
            Future<NativeContender> hnswlib =
                    start(builders, NativeContender.NAME, () -> NativeContender.build(set));
            Future<LuceneContender> lucene =
                    start(builders, LuceneContender.NAME, () -> LuceneContender.build(set));
            Contender peer = hnswlib == null ? null : hnswlib.get();
            try (EngineContender a = ours == null ? null : ours.get();
                    Contender b = lucene == null ? null : lucene.get()) {
                if (a != null) {
                    BesideNative beside =
                            peer == null
                                    ? null
                                    : new BesideNative(peer, new Tuning(set, truth), measurement);
                    AnnBench.measure(
                            a,
                            set,
                            truth,
                            measurement,
                            AnnBench.compared(report, beside),
                            progress);
                    report.upserts(a, a.upsertsPerSecond());
                }
                if (peer != null) {
                    AnnBench.measure(peer, set, truth, measurement, report::peer, progress);
                }
                if (b != null) {
                    AnnBench.measure(b, set, truth, measurement, report::peer, progress);
                    report.upserts(b, b.upsertsPerSecond());
                }
                if (a != null) {
                    report.put("deletes", new DeletesBench(set, a.index()).run());
                    progress.say("deletes are measured");
                }
            }
            return peer;
        } finally {
            builders.shutdownNow();
        }
    }

    private <T> @Nullable Future<T> start(ExecutorService builders, String name, Callable<T> task) {
        if (!config.measures(name)) {
            return null;
        }
        return builders.submit(
                () -> {
                    T result = task.call();
                    progress.say("%s is built", name);
                    return result;
                });
    }
}
