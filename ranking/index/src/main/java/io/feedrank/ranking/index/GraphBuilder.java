package io.feedrank.ranking.index;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Links vectors to a graph with hnswlib-core, which is given their places instead of copies. */
final class GraphBuilder {
    /** A vector where it lies in the store; its own id, item and vector in one. */
    private static final class Place implements Item<Integer, Place> {
        private static final long serialVersionUID = 1;

        private final transient float[] vectors;
        private final int from;
        private final int dimensions;
        private final Integer id;

        Place(VectorStore store, int slot, int node) {
            this.vectors = store.page(slot).vectors;
            this.dimensions = store.dimensions;
            this.from = (slot & Page.MASK) * dimensions;
            this.id = node;
        }

        @Override
        public Integer id() {
            return id;
        }

        @Override
        public Place vector() {
            return this;
        }

        @Override
        public int dimensions() {
            return dimensions;
        }
    }

    private final VectorStore store;
    private final HnswConfig config;

    GraphBuilder(VectorStore store, HnswConfig config) {
        this.store = store;
        this.config = config;
    }

    /**
     * Builds a graph of these slots.
     *
     * @throws InterruptedException when the thread was interrupted meanwhile
     */
    Graph build(int[] slots) throws InterruptedException {
        if (slots.length == 0) {
            return Graph.EMPTY;
        }
        Metric metric = store.metric;
        HnswIndex<Integer, Place, Place, Float> index =
                HnswIndex.<Place, Float>newBuilder(
                                store.dimensions,
                                (a, b) ->
                                        -Similarity.of(
                                                metric,
                                                a.vectors,
                                                a.from,
                                                b.vectors,
                                                b.from,
                                                a.dimensions),
                                slots.length)
                        .withM(config.m())
                        .withEfConstruction(config.efConstruction())
                        .withEf(1)
                        .<Integer, Place>build();
        add(index, slots);
        return HnswLinks.of(index, slots);
    }

    private void add(HnswIndex<Integer, Place, Place, Float> index, int[] slots)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable adding =
                () -> {
                    try {
                        int node = next.getAndIncrement();
                        while (node < slots.length
                                && failure.get() == null
                                && !Thread.currentThread().isInterrupted()) {
                            index.add(new Place(store, slots[node], node));
                            node = next.getAndIncrement();
                        }
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    }
                };
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < config.buildThreads(); i++) {
            Thread thread = new Thread(adding, "hnsw-builder-" + i);
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        adding.run();
        boolean interrupted = joined(others);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a graph could not be built", failed);
        }
        if (interrupted || index.size() < slots.length) {
            throw new InterruptedException("while building a graph");
        }
    }

    /** Waits for all of them, since they look at slots; whether this thread was interrupted. */
    private static boolean joined(List<Thread> others) {
        boolean interrupted = Thread.interrupted();
        for (Thread thread : others) {
            while (thread.isAlive()) {
                if (interrupted) {
                    thread.interrupt();
                }
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }
}
