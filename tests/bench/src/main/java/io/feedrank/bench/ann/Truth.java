package io.feedrank.bench.ann;

import io.feedrank.ranking.index.DotProduct;
import io.feedrank.ranking.index.Metric;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The exact neighbours of each query, without a filter and under each, by comparing everything. */
final class Truth {
    /** As many as the largest k that is measured. */
    static final int DEPTH = 1_000;

    private static final String NO_FILTER = "";

    private final Map<String, int[][]> nearest = new HashMap<>();

    private Truth() {}

    static Truth of(VectorSet set) {
        Truth truth = new Truth();
        Map<String, BitSet> passing = new HashMap<>();
        for (Filters.Filter filter : Filters.ALL) {
            BitSet passes = new BitSet(set.size());
            IntStream.range(0, set.size()).filter(filter::passes).forEach(passes::set);
            passing.put(filter.share(), passes);
            truth.nearest.put(filter.share(), new int[set.queries().length][]);
        }
        truth.nearest.put(NO_FILTER, new int[set.queries().length][]);
        BitSet everything = new BitSet(set.size());
        everything.set(0, set.size());
        IntStream.range(0, set.queries().length)
                .parallel()
                .forEach(
                        query -> {
                            long[] keys = keys(set, set.queries()[query]);
                            truth.at(NO_FILTER)[query] = first(keys, everything);
                            passing.forEach(
                                    (share, passes) ->
                                            truth.at(share)[query] = first(keys, passes));
                        });
        return truth;
    }

    private int[][] at(String share) {
        return nearest.getOrDefault(share, new int[0][]);
    }

    /** All rows, packed behind what they are ordered by. */
    private static long[] keys(VectorSet set, float[] query) {
        long[] keys = new long[set.size()];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = key(set, query, row);
        }
        return keys;
    }

    private static long key(VectorSet set, float[] query, int row) {
        int bits = Float.floatToRawIntBits(distance(set.metric(), query, set.base()[row]));
        return (long) (bits ^ (bits >> 31 & 0x7fffffff)) << 32 | row;
    }

    private static float distance(Metric metric, float[] query, float[] vector) {
        if (metric == Metric.COSINE) {
            return 1 - DotProduct.of(query, vector);
        }
        float sum = 0;
        for (int d = 0; d < query.length; d++) {
            float difference = query[d] - vector[d];
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * The closest of what passes, closest first: a heap of them, since most are never among them.
     */
    private static int[] first(long[] keys, BitSet passes) {
        PriorityQueue<Long> nearest = new PriorityQueue<>(Comparator.reverseOrder());
        long farthest = Long.MAX_VALUE;
        for (int row = passes.nextSetBit(0); row >= 0; row = passes.nextSetBit(row + 1)) {
            if (keys[row] < farthest || nearest.size() < DEPTH) {
                nearest.add(keys[row]);
                if (nearest.size() > DEPTH) {
                    nearest.poll();
                }
                farthest = Objects.requireNonNull(nearest.peek());
            }
        }
        return nearest.stream().sorted().mapToInt(Long::intValue).toArray();
    }

    /** Rows of the {@code k} nearest among those that pass, in no order. */
    static Set<Integer> nearest(VectorSet set, float[] query, BitSet passes, int k) {
        PriorityQueue<Long> nearest = new PriorityQueue<>(Comparator.reverseOrder());
        for (int row = passes.nextSetBit(0); row >= 0; row = passes.nextSetBit(row + 1)) {
            long key = key(set, query, row);
            if (nearest.size() < k) {
                nearest.add(key);
            } else if (key < Objects.requireNonNull(nearest.peek())) {
                nearest.poll();
                nearest.add(key);
            }
        }
        return nearest.stream().map(Long::intValue).collect(Collectors.toSet());
    }

    /** Share of the true {@code k} nearest that were found, over all queries. */
    double recall(int[][] found, int k) {
        return recall(NO_FILTER, found, k);
    }

    /** The same under a filter; of those that pass, when they are fewer than {@code k}. */
    double recall(String share, int[][] found, int k) {
        int hits = 0;
        int wanted = 0;
        for (int query = 0; query < found.length; query++) {
            int[] nearestRows = at(share)[query];
            BitSet rows = new BitSet();
            int most = Math.min(k, nearestRows.length);
            for (int i = 0; i < most; i++) {
                rows.set(nearestRows[i]);
            }
            wanted += most;
            for (int i = 0; i < Math.min(k, found[query].length); i++) {
                hits += rows.get(found[query][i]) ? 1 : 0;
                rows.clear(found[query][i]); // found twice is found once
            }
        }
        return wanted == 0 ? 1 : (double) hits / wanted;
    }

    /** Share of a published truth's first ten that this one has among its own first ten. */
    double agreement(int[][] published) {
        int hits = 0;
        int wanted = 0;
        int[][] own = at(NO_FILTER);
        for (int query = 0; query < Math.min(own.length, published.length); query++) {
            List<Integer> mine = IntStream.of(own[query]).limit(10).boxed().toList();
            for (int i = 0; i < Math.min(10, published[query].length); i++) {
                wanted++;
                hits += mine.contains(published[query][i]) ? 1 : 0;
            }
        }
        return wanted == 0 ? 1 : (double) hits / wanted;
    }
}
