package io.feedrank.ranking.index;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A loop and a sort in double: what search means. */
final class NaiveSearch {
    private NaiveSearch() {}

    static Set<String> nearest(Map<String, float[]> vectors, float[] query, int k) {
        return vectors.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -cosine(entry.getValue(), query)))
                .limit(k)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
