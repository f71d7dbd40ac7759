package io.feedrank.bench.ann;

import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.VectorIndex;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nine in ten vectors of a graph deleted: how many searches come back with too few. */
final class DeletesBench {
    private final VectorSet set;
    private final VectorIndex index;

    DeletesBench(VectorSet set, VectorIndex index) {
        this.set = set;
        this.index = index;
    }

    Map<String, Object> run() {
        for (int row = 0; row < set.size(); row++) {
            if (row % 10 != 0) {
                index.delete(Integer.toString(row));
            }
        }
        int shortOnes = 0;
        int searches = 0;
        for (int k : new int[] {10, 100, 1_000}) {
            for (float[] query : set.queries()) {
                int found = index.search(query, SearchOptions.top(k)).neighbours().size();
                shortOnes += found < Math.min(k, index.size()) ? 1 : 0;
                searches++;
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("engine", "hnsw");
        result.put("deleted", 0.9);
        result.put("searches", searches);
        result.put("short_results", shortOnes);
        return result;
    }
}
