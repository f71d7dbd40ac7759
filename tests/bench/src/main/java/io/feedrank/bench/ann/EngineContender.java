package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.SearchResult;
import io.feedrank.ranking.index.VectorIndex;
import java.util.List;
import java.util.Set;

/** One of Feedrank's engines; its effort is the recall that it is asked for. */
final class EngineContender implements Contender {
    private static final int UPSERTS = 20_000;

    /** What the engines call the thread that builds in the background. */
    private static final String BUILDER = "index-builder";

    private final String name;
    private final VectorIndex index;
    private final boolean exact;
    private final VectorSet set;
    private final Built built;
    private volatile double recall = SearchOptions.DEFAULT_RECALL;

    private EngineContender(
            String name, VectorIndex index, boolean exact, VectorSet set, Built built) {
        this.name = name;
        this.index = index;
        this.exact = exact;
        this.set = set;
        this.built = built;
    }

    /** Fills an index and builds its structure. */
    static EngineContender build(String name, VectorIndex index, VectorSet set, boolean exact)
            throws InterruptedException {
        Set<Long> others = Cpu.threads(BUILDER);
        long before = Cpu.thread();
        for (int row = 0; row < set.size(); row++) {
            index.upsert(Integer.toString(row), set.base()[row], Filters.attributes(row));
        }
        index.refresh();
        double cpuSeconds = (Cpu.thread() - before + Cpu.of(BUILDER, others)) / 1e9;
        double bytes = (double) index.stats().bytes() / set.size();
        return new EngineContender(name, index, exact, set, new Built(cpuSeconds, bytes));
    }

    @Override
    public double upsertsPerSecond() {
        int upserts = Math.min(UPSERTS, set.size() / 10);
        long start = System.nanoTime();
        for (int row = 0; row < upserts; row++) {
            index.upsert(Integer.toString(row), set.base()[row], Filters.attributes(row));
        }
        return upserts / ((System.nanoTime() - start) / 1e9);
    }

    VectorIndex index() {
        return index;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void effort(double effort) {
        recall = exact ? 1 : effort;
    }

    @Override
    public double leastEffort(int k) {
        return 0.5;
    }

    @Override
    public double mostEffort(int k) {
        return exact ? 0.5 : 0.9999;
    }

    @Override
    public boolean wholeEffort() {
        return false;
    }

    @Override
    public Object find(float[] query, int k) {
        return index.search(query, SearchOptions.top(k).recalling(recall));
    }

    @Override
    public Object find(float[] query, int k, Filters.Filter filter) {
        return index.search(
                query, SearchOptions.top(k).recalling(recall).where(filter.conditions()));
    }

    @Override
    public int[] rows(Object found) {
        List<Neighbour> neighbours = ((SearchResult) found).neighbours();
        int[] rows = new int[neighbours.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Integer.parseInt(neighbours.get(i).id());
        }
        return rows;
    }

    @Override
    public Built built() {
        return built;
    }

    @Override
    public void close() {
        index.close();
    }
}
