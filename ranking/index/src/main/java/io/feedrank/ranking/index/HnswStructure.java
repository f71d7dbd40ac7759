package io.feedrank.ranking.index;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A graph, and the vectors that came since it was built, as codes that are scanned. Vectors that
 * went since stay nodes that are passed through: tombstones.
 */
final class HnswStructure implements Structure {
    /** One graph with what changed since: swapped as one. */
    static final class Generation {
        final Graph graph;
        final EfCalibration calibration;
        final QuantizedStructure fresh;
        private final boolean[] isNode;
        private volatile int tombstones;

        Generation(
                Graph graph,
                EfCalibration calibration,
                QuantizedStructure fresh,
                boolean[] isNode) {
            this.graph = graph;
            this.calibration = calibration;
            this.fresh = fresh;
            this.isNode = isNode;
        }

        /** Nodes that are no longer found. */
        int tombstones() {
            return tombstones;
        }
    }

    private final VectorStore store;
    private final HnswConfig config;
    private final QuantizedConfig freshConfig;
    private volatile Generation generation;
    private SlotLog pinned = new SlotLog();
    private @Nullable SlotLog addedMeanwhile;
    private @Nullable SlotLog removedMeanwhile;
    private int rebuilds;

    HnswStructure(VectorStore store, HnswConfig config) {
        this.store = store;
        this.config = config;
        this.freshConfig = QuantizedConfig.of(config.dimensions(), config.metric());
        this.generation =
                new Generation(Graph.EMPTY, EfCalibration.NONE, fresh(new int[0]), new boolean[0]);
    }

    /** For a store that a snapshot filled, with the graph that was in it, if any. */
    static HnswStructure restored(
            VectorStore store, HnswConfig config, @Nullable LinkedGraph linked) {
        HnswStructure structure = new HnswStructure(store, config);
        int[] live = store.liveSlots();
        boolean[] isNode = new boolean[store.used()];
        if (linked != null) {
            for (int node = 0; node < linked.graph().size(); node++) {
                isNode[linked.graph().slot(node)] = true;
            }
            Generation restored =
                    new Generation(
                            linked.graph(), linked.calibration(), structure.fresh(live), isNode);
            restored.tombstones = linked.dead().length;
            structure.generation = restored;
            for (int slot : linked.dead()) {
                structure.pinned.add(slot);
            }
        }
        for (int slot : live) {
            if (!isNode[slot]) {
                structure.added(slot);
            }
        }
        return structure;
    }

    /** What a snapshot takes along; null while there is no graph. Under the index's lock. */
    @Nullable LinkedGraph linked() {
        Generation now = generation;
        if (now.graph.size() == 0) {
            return null;
        }
        SlotLog dead = new SlotLog();
        for (int node = 0; node < now.graph.size(); node++) {
            if (!store.isLive(now.graph.slot(node))) {
                dead.add(now.graph.slot(node));
            }
        }
        return new LinkedGraph(now.graph, now.calibration, dead.toArray());
    }

    private QuantizedStructure fresh(int[] slots) {
        return QuantizedStructure.seen(store, freshConfig, slots);
    }

    Generation generation() {
        return generation;
    }

    @Override
    public void added(int slot) {
        generation.fresh.added(slot);
        if (addedMeanwhile != null) {
            addedMeanwhile.add(slot);
        }
    }

    @Override
    public boolean removed(int slot) {
        boolean node = removed(generation, slot);
        if (removedMeanwhile == null) {
            return node;
        }
        removedMeanwhile.add(slot);
        if (!node) {
            // The graph that is being built may have it as a node: the swap decides.
            pinned.add(slot);
        }
        return true;
    }

    private boolean removed(Generation from, int slot) {
        if (slot < from.isNode.length && from.isNode[slot]) {
            int before = from.tombstones;
            from.tombstones = before + 1;
            pinned.add(slot);
            return true;
        }
        from.fresh.removed(slot);
        return false;
    }

    @Override
    public boolean isDue() {
        Generation now = generation;
        int changes = now.tombstones + now.fresh.partition().places();
        return changes > config.mostChanges(now.graph.size());
    }

    @Override
    public void rebuild(Object lock) throws InterruptedException {
        int ticket = store.enter();
        try {
            int[] slots;
            synchronized (lock) {
                addedMeanwhile = new SlotLog();
                removedMeanwhile = new SlotLog();
                slots = store.liveSlots();
            }
            GraphBuilder.Calibrated built = new GraphBuilder(store, config).build(slots);
            boolean[] isNode = new boolean[slots.length == 0 ? 0 : slots[slots.length - 1] + 1];
            for (int slot : slots) {
                isNode[slot] = true;
            }
            Generation next =
                    new Generation(built.graph(), built.calibration(), fresh(slots), isNode);
            synchronized (lock) {
                swap(next);
            }
        } finally {
            synchronized (lock) {
                addedMeanwhile = null;
                removedMeanwhile = null;
                store.exit(ticket);
                store.reclaim();
            }
        }
    }

    private void swap(Generation next) {
        SlotLog added = Objects.requireNonNull(addedMeanwhile);
        SlotLog removed = Objects.requireNonNull(removedMeanwhile);
        SlotLog before = pinned;
        pinned = new SlotLog();
        for (int i = 0; i < added.size(); i++) {
            next.fresh.added(added.get(i));
        }
        for (int i = 0; i < removed.size(); i++) {
            removed(next, removed.get(i));
        }
        generation = next;
        rebuilds++;
        for (int i = 0; i < before.size(); i++) {
            int slot = before.get(i);
            boolean stillNode = slot < next.isNode.length && next.isNode[slot];
            if (!stillNode) {
                store.release(slot);
            }
        }
    }

    @Override
    public int pending() {
        return generation.fresh.partition().places();
    }

    int tombstones() {
        return generation.tombstones;
    }

    @Override
    public long bytes() {
        Generation now = generation;
        return now.graph.bytes() + now.fresh.bytes() + now.isNode.length;
    }

    @Override
    public int rebuilds() {
        return rebuilds;
    }

    /** The share of the graph's nodes that are alive. */
    static double alive(Generation of) {
        return of.graph.size() == 0 ? 1 : 1 - (double) of.tombstones / of.graph.size();
    }
}
