package io.feedrank.ranking.index;

import org.jspecify.annotations.Nullable;

/** Codes and, if wanted, a graph over one store. */
final class PlannedStructure implements Structure {
    final QuantizedStructure quantized;
    final @Nullable HnswStructure graph;

    PlannedStructure(QuantizedStructure quantized, @Nullable HnswStructure graph) {
        this.quantized = quantized;
        this.graph = graph;
    }

    @Override
    public void added(int slot) {
        quantized.added(slot);
        if (graph != null) {
            graph.added(slot);
        }
    }

    @Override
    public boolean removed(int slot) {
        quantized.removed(slot);
        return graph != null && graph.removed(slot);
    }

    @Override
    public boolean isDue() {
        return quantized.isDue() || (graph != null && graph.isDue());
    }

    @Override
    public void rebuild(Object lock) throws InterruptedException {
        quantized.rebuild(lock);
        if (graph != null) {
            graph.rebuild(lock);
        }
    }

    @Override
    public int pending() {
        return quantized.pending();
    }

    @Override
    public long bytes() {
        return quantized.bytes() + (graph == null ? 0 : graph.bytes());
    }

    @Override
    public int rebuilds() {
        return quantized.rebuilds() + (graph == null ? 0 : graph.rebuilds());
    }
}
