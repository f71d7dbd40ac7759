package io.feedrank.ranking.index;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** At most one in so many enters last. */
    private static final int LEAST_OF_ONE_HELD_BACK = 20;

    private final VectorStore store;
    private final HnswConfig config;

    GraphBuilder(VectorStore store, HnswConfig config) {
        this.store = store;
        this.config = config;
    }

    /** A graph, and how hard it has to be searched. */
    record Calibrated(Graph graph, EfCalibration calibration) {}

    /**
     * Builds a graph of these slots. Some of them enter it last: how hard it has to be searched is
     * learned on them before.
     *
     * @throws InterruptedException when the thread was interrupted meanwhile
     */
    Calibrated build(int[] slots) throws InterruptedException {
        if (slots.length == 0) {
            return new Calibrated(Graph.EMPTY, EfCalibration.NONE);
        }
        int last = Math.min(EfCalibration.QUERIES, slots.length / LEAST_OF_ONE_HELD_BACK);
        int[] ordered = heldBackLast(slots, last);
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
        int first = ordered.length - last;
        add(index, ordered, 0, first);
        EfCalibration calibration =
                EfCalibration.measure(
                        store,
                        HnswLinks.of(index, Arrays.copyOf(ordered, first)),
                        Arrays.copyOfRange(ordered, first, ordered.length));
        add(index, ordered, first, ordered.length);
        return new Calibrated(HnswLinks.of(index, ordered), calibration);
    }

    /** The same slots, {@code last} of them, spread evenly, at the end. */
    private static int[] heldBackLast(int[] slots, int last) {
        int[] ordered = new int[slots.length];
        int first = 0;
        int back = slots.length - last;
        for (int i = 0; i < slots.length; i++) {
            boolean isHeldBack =
                    (long) (i + 1) * last / slots.length > (long) i * last / slots.length;
            ordered[isHeldBack ? back++ : first++] = slots[i];
        }
        return ordered;
    }

    private void add(HnswIndex<Integer, Place, Place, Float> index, int[] slots, int from, int to)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable adding =
                () -> {
                    try {
                        int node = next.getAndIncrement();
                        while (node < to
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
        if (interrupted || index.size() < to) {
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
