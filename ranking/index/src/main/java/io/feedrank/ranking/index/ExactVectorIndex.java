package io.feedrank.ranking.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at every vector: the reference for the others. */
public final class ExactVectorIndex implements VectorIndex {
    private final int dimensions;
    private final Metric metric;
    private volatile Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** By cosine. */
    public ExactVectorIndex(int dimensions) {
        this(dimensions, Metric.COSINE);
    }

    public ExactVectorIndex(int dimensions, Metric metric) {
        this.dimensions = Vectors.dimensions(dimensions);
        this.metric = metric;
    }

    @Override
    public void upsert(String id, float[] vector, Attributes attributes) {
        float[] prepared = Vectors.prepared(vector, dimensions, metric);
        entries.put(id, new Entry(id, prepared, attributes));
    }

    @Override
    public boolean annotate(String id, Attributes attributes) {
        return entries.computeIfPresent(
                        id, (same, entry) -> new Entry(id, entry.vector(), attributes))
                != null;
    }

    @Override
    public boolean delete(String id) {
        return entries.remove(id) != null;
    }

    @Override
    public int deleteExpired(Instant now) {
        Condition live = new Condition.LiveAt(now);
        int before = entries.size();
        entries.values().removeIf(entry -> !live.holds(entry.id(), entry.attributes()));
        return before - entries.size();
    }

    @Override
    public SearchResult search(float[] query, SearchOptions options) {
        float[] prepared = Vectors.prepared(query, dimensions, metric);
        TopNeighbours top = new TopNeighbours(options.k());
        int all = 0;
        int passed = 0;
        for (Entry entry : entries.values()) {
            all++;
            if (options.filter().accepts(entry.id(), entry.attributes())) {
                passed++;
                top.offer(entry.id(), Vectors.similarity(prepared, entry.vector(), metric));
            }
        }
        double selectivity = all == 0 ? 1 : (double) passed / all;
        return new SearchResult(
                top.closestFirst(),
                new SearchExplanation("exact", "the reference", selectivity, passed, true));
    }

    void forEach(Consumer<Entry> consumer) {
        entries.values().forEach(consumer);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean contains(String id) {
        return entries.containsKey(id);
    }

    @Override
    public float @Nullable [] vector(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.vector().clone();
    }

    @Override
    public @Nullable Attributes attributes(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.attributes();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public IndexStats stats() {
        int live = entries.size();
        return new IndexStats("exact", live, 0, 0, (long) live * (dimensions * 4L + 120), 0);
    }

    @Override
    public void snapshot(Path file, Map<String, String> notes) {
        SnapshotFile.write(
                file,
                out -> {
                    EntryFormat.write(out, dimensions, metric, notes);
                    EntryFormat.writeEntries(out, dimensions, entries.values());
                });
    }

    @Override
    public Map<String, String> restore(Path file) {
        return SnapshotFile.read(
                file,
                in -> {
                    Map<String, String> notes = EntryFormat.readNotes(in, dimensions, metric);
                    Map<String, Entry> read = new HashMap<>();
                    EntryFormat.readEntries(in, dimensions, entry -> read.put(entry.id(), entry));
                    entries = new ConcurrentHashMap<>(read);
                    return notes;
                });
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {}
}
