package io.feedrank.ranking.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all engines share: vectors and attributes in a {@link VectorStore}, changes one at a time,
 * searches beside them without a lock, and structures that are built again in the background.
 *
 * @param <S> what the engine keeps beside the store
 */
abstract sealed class StoredVectorIndex<S extends Structure> implements VectorIndex
        permits ExactVectorIndex, HnswVectorIndex, QuantizedVectorIndex, PlannedVectorIndex {
    /** All that {@link #restore} puts in place at once. */
    record Contents<S>(VectorStore store, S structure) {}

    private final int dimensions;
    private final Metric metric;
    private final Object changing = new Object();
    private final Object building = new Object();
    private final BackgroundBuilds builds =
            new BackgroundBuilds(
                    new BackgroundBuilds.Build() {
                        @Override
                        public boolean isDue() {
                            return isRebuildDue();
                        }

                        @Override
                        public void run() throws InterruptedException {
                            refresh();
                        }
                    });
    private volatile @Nullable Contents<S> contents;

    StoredVectorIndex(int dimensions, Metric metric) {
        this.dimensions = Vectors.dimensions(dimensions);
        this.metric = metric;
    }

    abstract String engine();

    /** The structure for an empty store. */
    abstract S structureFor(VectorStore store);

    /** Searches within one ticket of the store. */
    abstract SearchResult search(Contents<S> in, float[] prepared, SearchOptions options);

    final Contents<S> contents() {
        Contents<S> now = contents;
        if (now != null) {
            return now;
        }
        synchronized (changing) {
            now = contents;
            if (now == null) {
                VectorStore store = new VectorStore(dimensions, metric);
                now = new Contents<>(store, structureFor(store));
                contents = now;
            }
            return now;
        }
    }

    @Override
    public final void upsert(String id, float[] vector, Attributes attributes) {
        float[] prepared = Vectors.prepared(vector, dimensions, metric);
        boolean due;
        boolean heldUp;
        synchronized (changing) {
            Contents<S> now = contents();
            int slot = now.store().allocate(id, prepared, attributes);
            now.structure().added(slot);
            int before = now.store().publish(slot);
            if (before >= 0) {
                remove(now, before);
            }
            due = now.structure().isDue();
            heldUp = now.store().isHeldUp();
        }
        if (due) {
            builds.schedule();
        }
        if (heldUp) {
            waitForBuild();
        }
    }

    /** Changes that outrun a build would take memory without end: what it looks at stays. */
    private void waitForBuild() {
        synchronized (building) {
            synchronized (changing) {
                contents().store().reclaim();
            }
        }
    }

    private static <S extends Structure> void remove(Contents<S> now, int slot) {
        now.store().kill(slot);
        if (!now.structure().removed(slot)) {
            now.store().release(slot);
        }
    }

    @Override
    public final boolean delete(String id) {
        boolean due;
        synchronized (changing) {
            Contents<S> now = contents();
            int slot = now.store().forget(id);
            if (slot < 0) {
                return false;
            }
            remove(now, slot);
            due = now.structure().isDue();
        }
        if (due) {
            builds.schedule();
        }
        return true;
    }

    @Override
    public final boolean annotate(String id, Attributes attributes) {
        synchronized (changing) {
            VectorStore store = contents().store();
            int slot = store.slot(id);
            if (slot < 0) {
                return false;
            }
            store.annotate(slot, attributes);
            return true;
        }
    }

    @Override
    public final int deleteExpired(Instant now) {
        VectorStore store = contents().store();
        int second = Attributes.seconds(now);
        int deleted = 0;
        for (int slot = 0; slot < store.used(); slot++) {
            Page page = store.page(slot);
            int at = slot & Page.MASK;
            if (page.isLive(at) && page.expires[at] <= second && deleteIfExpired(slot, second)) {
                deleted++;
            }
        }
        return deleted;
    }

    private boolean deleteIfExpired(int slot, int second) {
        synchronized (changing) {
            VectorStore store = contents().store();
            return slot < store.used()
                    && store.isLive(slot)
                    && store.page(slot).expires[slot & Page.MASK] <= second
                    && delete(store.id(slot));
        }
    }

    @Override
    public final SearchResult search(float[] query, SearchOptions options) {
        float[] prepared = Vectors.prepared(query, dimensions, metric);
        Contents<S> now = contents();
        int ticket = now.store().enter();
        try {
            return search(now, prepared, options.atMost(now.store().size()));
        } finally {
            now.store().exit(ticket);
        }
    }

    private boolean isRebuildDue() {
        synchronized (changing) {
            return contents().structure().isDue();
        }
    }

    @Override
    public final void refresh() throws InterruptedException {
        synchronized (building) {
            contents().structure().rebuild(changing);
        }
    }

    @Override
    public final int size() {
        return contents().store().size();
    }

    @Override
    public final boolean contains(String id) {
        return contents().store().slot(id) >= 0;
    }

    @Override
    public final float @Nullable [] vector(String id) {
        VectorStore store = contents().store();
        int ticket = store.enter();
        try {
            int slot = store.slot(id);
            return slot < 0 ? null : store.copyOf(slot);
        } finally {
            store.exit(ticket);
        }
    }

    @Override
    public final @Nullable Attributes attributes(String id) {
        VectorStore store = contents().store();
        int ticket = store.enter();
        try {
            int slot = store.slot(id);
            return slot < 0 ? null : store.attributes(slot);
        } finally {
            store.exit(ticket);
        }
    }

    @Override
    public final int dimensions() {
        return dimensions;
    }

    final Metric metric() {
        return metric;
    }

    @Override
    public final IndexStats stats() {
        synchronized (changing) {
            Contents<S> now = contents();
            return new IndexStats(
                    engine(),
                    now.store().size(),
                    now.store().dead(),
                    now.structure().pending(),
                    now.store().bytes() + now.structure().bytes(),
                    now.structure().rebuilds());
        }
    }

    /** What a snapshot takes along. */
    abstract Learned learned(S structure);

    /** The structure for a store that a snapshot filled. */
    abstract S restored(VectorStore store, Learned learned);

    @Override
    public final void snapshot(Path file, Map<String, String> notes) {
        Contents<S> now = contents();
        int ticket = now.store().enter();
        try {
            // As of one moment; the ticket keeps what goes meanwhile as it is.
            int[] slots;
            Learned learned;
            synchronized (changing) {
                slots = now.store().liveSlots();
                learned = learned(now.structure());
            }
            SnapshotFile.write(
                    file, out -> StoreFormat.write(out, now.store(), slots, learned, notes));
        } finally {
            now.store().exit(ticket);
        }
    }

    @Override
    public final Map<String, String> restore(Path file) {
        synchronized (building) {
            StoreFormat.Read read =
                    SnapshotFile.read(file, in -> StoreFormat.read(in, dimensions, metric));
            S structure = restored(read.store(), read.learned());
            synchronized (changing) {
                contents = new Contents<>(read.store(), structure);
            }
            if (isRebuildDue()) {
                builds.schedule();
            }
            return read.notes();
        }
    }

    @Override
    public void close() {
        builds.close();
    }
}
