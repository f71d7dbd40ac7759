package io.feedrank.ranking.index;

/** Looks at every vector that passes a filter, as floats: the exact answer. */
final class DirectScan {
    /** More than are wanted, for those that go while the scan runs. */
    private static final int SPARE = 64;

    private DirectScan() {}

    /** The search that any engine falls back on. */
    static SearchResult search(
            VectorStore store, float[] prepared, SearchOptions options, String reason) {
        SlotFilter filter = SlotFilter.of(store, options.filter());
        long before = store.replacements();
        SearchResult result = once(store, prepared, options, filter, reason);
        int least = filter.isAll() ? Math.min(options.k(), store.size()) : 0;
        if (result.neighbours().size() < least && store.hasMoved(before)) {
            // What moved to a slot that had been passed was met in neither.
            return once(store, prepared, options, filter, reason);
        }
        return result;
    }

    private static SearchResult once(
            VectorStore store,
            float[] prepared,
            SearchOptions options,
            SlotFilter filter,
            String reason) {
        Selection selection = Scratch.ofThread().candidates;
        selection.reset(options.k() + SPARE);
        int passed = 0;
        if (filter.isAll()) {
            int end = store.used();
            for (int slot = 0; slot < end; slot++) {
                if (store.isLive(slot)) {
                    offer(store, prepared, slot, selection);
                    passed++;
                }
            }
        } else {
            int[] matching = filter.matching();
            passed = matching.length;
            for (int slot : matching) {
                offer(store, prepared, slot, selection);
            }
        }
        int size = store.size();
        double selectivity = size == 0 ? 1 : Math.min(1, (double) passed / size);
        return new SearchResult(
                Ranking.best(store, selection, options.k()),
                new SearchExplanation("exact", reason, selectivity, passed, true));
    }

    private static void offer(VectorStore store, float[] prepared, int slot, Selection selection) {
        float similarity = store.similarity(prepared, slot);
        if (similarity >= selection.threshold()) {
            selection.offer(slot, similarity);
        }
    }
}
