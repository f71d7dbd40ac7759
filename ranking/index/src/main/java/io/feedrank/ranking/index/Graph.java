package io.feedrank.ranking.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A finished HNSW graph (Malkov and Yashunin 2016) in flat arrays: hnswlib-core builds it, this
 * searches it. Where the library goes from node to item to vector, each somewhere on the heap, here
 * a hop is one row of an int array and the vector's place in the store. Never changed.
 */
final class Graph {
    private static final int[][] NO_LEVELS = {};
    private static final int ARRAY_HEADER = 16;

    static final Graph EMPTY = of(new int[0], new int[0][][], -1);

    private final int[] slotOf;
    private final int stride;
    private final int[] ground;
    private final int[] @Nullable [] @Nullable [] upper;
    private final long upperBytes;
    private final int entry;
    private final int top;

    /**
     * A graph.
     *
     * @param stride ints of a row of {@code ground}: how many links, and the links
     * @param upper by node and level, from level 1 on; null for a node without
     * @param entry node of the highest level
     */
    Graph(
            int[] slotOf,
            int stride,
            int[] ground,
            int[] @Nullable [] @Nullable [] upper,
            int entry) {
        this.slotOf = slotOf;
        this.stride = stride;
        this.ground = ground;
        this.upper = upper;
        this.entry = entry;
        this.top = entry < 0 ? 0 : Math.max(0, levels(entry).length - 1);
        long bytes = 0;
        for (int node = 0; node < slotOf.length; node++) {
            for (int[] level : levels(node)) {
                bytes += 4L + ARRAY_HEADER + 4L * level.length;
            }
        }
        upperBytes = bytes;
    }

    /**
     * A graph whose rows are as long as the longest needs.
     *
     * @param links by node and level; taken over
     */
    static Graph of(int[] slotOf, int[][][] links, int entry) {
        int widest = 0;
        for (int[][] levels : links) {
            widest = Math.max(widest, levels[0].length);
        }
        int stride = widest + 1;
        int[] ground = new int[Math.multiplyExact(stride, slotOf.length)];
        int[][][] upper = new int[links.length][][];
        for (int node = 0; node < links.length; node++) {
            int[] row = links[node][0];
            ground[node * stride] = row.length;
            System.arraycopy(row, 0, ground, node * stride + 1, row.length);
            if (links[node].length > 1) {
                links[node][0] = new int[0];
                upper[node] = links[node];
            }
        }
        return new Graph(slotOf, stride, ground, upper, entry);
    }

    int stride() {
        return stride;
    }

    int[] ground() {
        return ground;
    }

    int entry() {
        return entry;
    }

    /** The links of a node by level, none at level 0; empty when it has no other. */
    int[][] levels(int node) {
        int[][] levels = upper[node];
        return levels == null ? NO_LEVELS : levels;
    }

    int size() {
        return slotOf.length;
    }

    int slot(int node) {
        return slotOf[node];
    }

    /**
     * Offers about the {@code ef} closest nodes that pass the filter; nodes looked at.
     *
     * @param filter null lets everything through
     * @param most nodes to look at before it gives up
     */
    int search(
            VectorStore store,
            float[] query,
            int ef,
            int most,
            @Nullable SlotFilter filter,
            Selection selection,
            Scratch scratch) {
        if (slotOf.length == 0) {
            return 0;
        }
        LongHeap open = scratch.open; // closest first
        LongHeap found = scratch.found; // farthest first
        open.clear();
        found.clear();
        long[] visited = cleared(scratch);
        int start = descend(store, query);
        float similarity = store.similarity(query, slotOf[start]);
        visited[start >>> 6] |= 1L << start;
        open.add(closestFirst(similarity, start));
        if (filter == null || filter.accepts(slotOf[start])) {
            found.add(farthestFirst(similarity, start));
        }
        int looked = 1;
        while (open.size() > 0 && looked < most) {
            long closest = open.poll();
            if (found.size() >= ef && ~(closest >> 32) < found.least() >> 32) {
                break;
            }
            int met = unvisited((int) closest, visited, scratch);
            // All at once, since each waits for memory by itself.
            store.similarities(query, scratch.metSlots, met, scratch.metScores);
            looked += met;
            for (int at = 0; at < met; at++) {
                float score = scratch.metScores[at];
                int node = scratch.metNodes[at];
                boolean full = found.size() >= ef;
                if (full && Selection.sortable(score) <= found.least() >> 32) {
                    continue;
                }
                open.add(closestFirst(score, node));
                if (filter != null && !filter.accepts(slotOf[node])) {
                    continue;
                }
                if (full) {
                    found.replaceLeast(farthestFirst(score, node));
                } else {
                    found.add(farthestFirst(score, node));
                }
            }
        }
        for (int i = 0; i < found.size(); i++) {
            long key = found.get(i);
            selection.offer(slotOf[(int) key], unsortable((int) (key >> 32)));
        }
        return looked;
    }

    /** Notes the neighbours of a node that have not been met yet; how many. */
    private int unvisited(int node, long[] visited, Scratch scratch) {
        int row = node * stride;
        int count = ground[row];
        scratch.meet(count);
        int met = 0;
        for (int at = row + 1; at <= row + count; at++) {
            int next = ground[at];
            long bit = 1L << next;
            if ((visited[next >>> 6] & bit) == 0) {
                visited[next >>> 6] |= bit;
                scratch.metNodes[met] = next;
                scratch.metSlots[met++] = slotOf[next];
            }
        }
        return met;
    }

    private int descend(VectorStore store, float[] query) {
        int at = entry;
        float best = store.similarity(query, slotOf[at]);
        for (int level = top; level > 0; level--) {
            boolean closer = true;
            while (closer) {
                closer = false;
                int[][] levels = upper[at];
                if (levels == null || levels.length <= level) {
                    break;
                }
                for (int node : levels[level]) {
                    float similarity = store.similarity(query, slotOf[node]);
                    if (similarity > best) {
                        best = similarity;
                        at = node;
                        closer = true;
                    }
                }
            }
        }
        return at;
    }

    private long[] cleared(Scratch scratch) {
        int words = (slotOf.length >>> 6) + 1;
        if (scratch.visited.length < words) {
            scratch.visited = new long[words];
        } else {
            Arrays.fill(scratch.visited, 0, words, 0);
        }
        return scratch.visited;
    }

    private static long closestFirst(float similarity, int node) {
        return (long) ~Selection.sortable(similarity) << 32 | node;
    }

    private static long farthestFirst(float similarity, int node) {
        return (long) Selection.sortable(similarity) << 32 | node;
    }

    private static float unsortable(int sortable) {
        return Float.intBitsToFloat(sortable ^ (sortable >> 31 & 0x7fffffff));
    }

    long bytes() {
        return 4L * ground.length + 4L * slotOf.length + 8L * upper.length + upperBytes;
    }
}
