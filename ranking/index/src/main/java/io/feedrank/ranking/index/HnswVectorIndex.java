package io.feedrank.ranking.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approximate search in an HNSW graph, and exact search among the few vectors that changed since
 * the graph was built. When too many have, a new graph is built beside the old one on a thread of
 * its own and takes its place. A vector that hardly moved stays where it is in the graph; results
 * are always ordered by the newest vectors. A search that finds fewer than it should is answered by
 * the exact scan.
 */
public final class HnswVectorIndex implements VectorIndex {
    private static final Logger LOG = LoggerFactory.getLogger(HnswVectorIndex.class);

    /** A vector this close to the one in the graph is found where that one is. */
    private static final float HARDLY_MOVED = 0.98f;

    /** Building may take this share of one core's time. */
    private static final int REST_PER_BUILD = 9;

    /** A graph, and the ids whose newest vector it doesn't know: new, moved or deleted ones. */
    private record Generation(HnswGraph graph, Set<String> changed) {}

    private final HnswConfig config;
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
    private final ExactVectorIndex described;
    private final Object changing = new Object();
    private final Object building = new Object();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService builder =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "hnsw-builder");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile Generation generation;
    private volatile long restUntil = System.nanoTime();

    public HnswVectorIndex(HnswConfig config) {
        this.config = config;
        this.described = new ExactVectorIndex(config.dimensions());
        this.generation = new Generation(HnswGraph.empty(config), ConcurrentHashMap.newKeySet());
    }

    @Override
    public void upsert(String id, float[] vector, Attributes attributes) {
        float[] unit = Vectors.unit(vector, config.dimensions());
        synchronized (changing) {
            vectors.put(id, unit);
            described.upsert(id, unit, attributes);
            note(generation, id, unit);
        }
        scheduleWhenDue();
    }

    @Override
    public boolean delete(String id) {
        synchronized (changing) {
            if (vectors.remove(id) == null) {
                return false;
            }
            described.delete(id);
            note(generation, id, null);
        }
        scheduleWhenDue();
        return true;
    }

    private static void note(Generation generation, String id, float @Nullable [] newest) {
        float[] inGraph = generation.graph().vector(id);
        boolean same =
                newest == null
                        ? inGraph == null
                        : inGraph != null && DotProduct.of(inGraph, newest) > HARDLY_MOVED;
        if (same) {
            generation.changed().remove(id);
        } else {
            generation.changed().add(id);
        }
    }

    @Override
    public SearchResult search(float[] query, SearchOptions options) {
        if (!options.filter().isAll()) {
            return described.search(query, options);
        }
        int k = options.k();
        float[] unit = Vectors.unit(query, config.dimensions());
        TopNeighbours top = new TopNeighbours(Vectors.positive(k));
        Generation current = generation;
        for (String id : current.graph().nearest(unit, wanted(current, k))) {
            if (!current.changed().contains(id)) {
                offer(top, id, unit);
            }
        }
        for (String id : current.changed()) {
            offer(top, id, unit);
        }
        return top.size() < Math.min(k, vectors.size())
                ? described.search(query, options)
                : new SearchResult(
                        top.closestFirst(),
                        new SearchExplanation("hnsw", "the graph", 1, k, false));
    }

    /** So many of the graph that about {@code k} are left without those that changed. */
    private static int wanted(Generation generation, int k) {
        int size = generation.graph().size();
        if (size == 0) {
            return 1;
        }
        double changed = Math.min(0.9, (double) generation.changed().size() / size);
        return (int) Math.min(size, Math.ceil(k / (1 - changed)));
    }

    private void offer(TopNeighbours top, String id, float[] unit) {
        float[] vector = vectors.get(id);
        if (vector != null) {
            top.offer(id, DotProduct.of(unit, vector));
        }
    }

    private void scheduleWhenDue() {
        if (isDue() && !builder.isShutdown() && scheduled.compareAndSet(false, true)) {
            long rest = Math.max(0, restUntil - System.nanoTime());
            builder.schedule(this::rebuildQuietly, rest, TimeUnit.NANOSECONDS);
        }
    }

    private boolean isDue() {
        Generation current = generation;
        return current.changed().size() > config.mostChanges(current.graph().size());
    }

    private void rebuildQuietly() {
        try {
            if (isDue()) {
                rebuild();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the graph could not be built again, searches go on with the old one", e);
        } finally {
            scheduled.set(false);
        }
    }

    /**
     * Builds the graph again now and waits for it. Needed by nobody who can wait for the index to
     * do it by itself.
     *
     * @throws InterruptedException when the thread was interrupted meanwhile; the old graph stays
     */
    public void rebuild() throws InterruptedException {
        synchronized (building) {
            long start = System.nanoTime();
            HnswGraph graph = HnswGraph.build(new HashMap<>(vectors), config);
            Generation next = new Generation(graph, ConcurrentHashMap.newKeySet());
            synchronized (changing) {
                vectors.forEach((id, vector) -> note(next, id, vector));
                graph.forEachId(
                        id -> {
                            if (!vectors.containsKey(id)) {
                                next.changed().add(id);
                            }
                        });
                generation = next;
            }
            long took = System.nanoTime() - start;
            restUntil = System.nanoTime() + REST_PER_BUILD * took;
            LOG.debug(
                    "graph of {} vectors built in {} ms",
                    graph.size(),
                    TimeUnit.NANOSECONDS.toMillis(took));
        }
    }

    /** Vectors that the graph doesn't know as they are now: searched one by one. */
    public int outsideGraph() {
        return generation.changed().size();
    }

    @Override
    public int size() {
        return vectors.size();
    }

    @Override
    public boolean contains(String id) {
        return vectors.containsKey(id);
    }

    @Override
    public float @Nullable [] vector(String id) {
        return described.vector(id);
    }

    @Override
    public @Nullable Attributes attributes(String id) {
        return described.attributes(id);
    }

    @Override
    public boolean annotate(String id, Attributes attributes) {
        return described.annotate(id, attributes);
    }

    @Override
    public int deleteExpired(Instant now) {
        Condition live = new Condition.LiveAt(now);
        int deleted = 0;
        for (String id : vectors.keySet()) {
            Attributes attributes = described.attributes(id);
            if (attributes != null && !live.holds(id, attributes) && delete(id)) {
                deleted++;
            }
        }
        return deleted;
    }

    @Override
    public IndexStats stats() {
        return new IndexStats("hnsw", size(), 0, outsideGraph(), 0, 0);
    }

    @Override
    public void snapshot(Path file, Map<String, String> notes) {
        described.snapshot(file, notes);
    }

    @Override
    public Map<String, String> restore(Path file) {
        Map<String, String> notes = described.restore(file);
        synchronized (changing) {
            vectors.clear();
            Generation next =
                    new Generation(HnswGraph.empty(config), ConcurrentHashMap.newKeySet());
            described.forEach(
                    entry -> {
                        vectors.put(entry.id(), entry.vector());
                        next.changed().add(entry.id());
                    });
            generation = next;
        }
        scheduleWhenDue();
        return notes;
    }

    @Override
    public void refresh() throws InterruptedException {
        rebuild();
    }

    @Override
    public int dimensions() {
        return config.dimensions();
    }

    /** Stops building; searches still work. */
    @Override
    public void close() {
        builder.shutdownNow();
    }
}
