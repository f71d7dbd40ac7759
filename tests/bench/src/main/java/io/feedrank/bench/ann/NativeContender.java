package io.feedrank.bench.ann;

import com.stepstone.search.hnswlib.jna.Index;
import com.stepstone.search.hnswlib.jna.QueryTuple;
import com.stepstone.search.hnswlib.jna.SpaceName;
import com.stepstone.search.hnswlib.jna.exception.UnexpectedNativeException;
import io.feedrank.ranking.index.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** hnswlib in C++ by its JNA binding, as it is on Maven Central: compiled for SSE only. */
final class NativeContender implements Contender {
    static final String NAME = "hnswlib-native";

    private static final int M = 16;
    private static final int EF_CONSTRUCTION = 200;
    private static final int SEED = 42;
    private static final int UPSERTS = 2_000;

    private final Index index;
    private final VectorSet set;
    private final Built built;

    private NativeContender(Index index, VectorSet set, Built built) {
        this.index = index;
        this.set = set;
        this.built = built;
    }

    static NativeContender build(VectorSet set) throws IOException {
        try {
            SpaceName space = set.metric() == Metric.COSINE ? SpaceName.IP : SpaceName.L2;
            Index index = new Index(space, set.dimensions());
            index.initialize(set.size() + upserts(set), M, EF_CONSTRUCTION, SEED);
            long start = Cpu.thread();
            for (int row = 0; row < set.size(); row++) {
                index.addItem(set.base()[row], row);
            }
            double cpuSeconds = (Cpu.thread() - start) / 1e9;
            double bytes = (double) saved(index) / set.size();
            return new NativeContender(index, set, new Built(cpuSeconds, bytes));
        } catch (UnexpectedNativeException e) {
            throw new IllegalStateException("hnswlib failed", e);
        }
    }

    /** Bytes of the index as it is saved: what it holds in memory, but for its pointers. */
    private static long saved(Index index) throws IOException, UnexpectedNativeException {
        Path file = Files.createTempFile("feedrank-bench-hnswlib", ".bin");
        try {
            index.save(file);
            return Files.size(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void effort(double effort) {
        try {
            index.setEf((int) effort);
        } catch (UnexpectedNativeException e) {
            throw new IllegalStateException("hnswlib failed", e);
        }
    }

    @Override
    public double leastEffort(int k) {
        return k;
    }

    @Override
    public double mostEffort(int k) {
        return 20_000;
    }

    @Override
    public boolean wholeEffort() {
        return true;
    }

    @Override
    public Object find(float[] query, int k) {
        try {
            return index.knnQuery(query, k);
        } catch (UnexpectedNativeException e) {
            throw new IllegalStateException("hnswlib failed", e);
        }
    }

    @Override
    public @Nullable Object find(float[] query, int k, Filters.Filter filter) {
        return null;
    }

    @Override
    public int[] rows(Object found) {
        return ((QueryTuple) found).getIds();
    }

    @Override
    public Built built() {
        return built;
    }

    private static int upserts(VectorSet set) {
        return Math.min(UPSERTS, set.size() / 10);
    }

    @Override
    public double upsertsPerSecond() {
        int upserts = upserts(set);
        try {
            long start = System.nanoTime();
            for (int row = 0; row < upserts; row++) {
                index.addItem(set.base()[row], set.size() + row);
            }
            return upserts / ((System.nanoTime() - start) / 1e9);
        } catch (UnexpectedNativeException e) {
            throw new IllegalStateException("hnswlib failed", e);
        }
    }

    @Override
    public void close() {
        try {
            index.clear();
        } catch (UnexpectedNativeException e) {
            throw new IllegalStateException("hnswlib failed", e);
        }
    }
}
