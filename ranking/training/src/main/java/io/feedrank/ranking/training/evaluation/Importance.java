package io.feedrank.ranking.training.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Permutation importance (Breiman 2001): how much nDCG@10 is lost when an input of each post is
 * taken from a post drawn at random instead. A feature is drawn together with its forms relative to
 * the list, since each tells of the others.
 */
final class Importance {
    private static final List<String> RELATIVE = List.of("_z", "_to_best", "_rank");

    /** A feature and the nDCG@10 lost without it. */
    record Lost(String feature, double ndcg10) {}

    private final List<String> columns;
    private final List<Judged> judged;
    private final Random random;

    /**
     * @param judged impressions whose inputs were kept
     */
    Importance(List<String> columns, List<Judged> judged, long seed) {
        this.columns = List.copyOf(columns);
        this.judged = List.copyOf(judged);
        this.random = new Random(seed);
    }

    /** Of every feature, most important first. */
    List<Lost> of(TrainedLevels levels) {
        List<float[]> donors = new ArrayList<>();
        judged.forEach(one -> donors.add(one.rows()));
        double whole = 0;
        for (Judged one : judged) {
            whole += gain(levels, one, one.rows());
        }
        List<Lost> lost = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> feature : features().entrySet()) {
            double without = 0;
            for (Judged one : judged) {
                without += gain(levels, one, permuted(one.rows(), feature.getValue(), donors));
            }
            lost.add(new Lost(feature.getKey(), (whole - without) / judged.size()));
        }
        lost.sort(Comparator.comparingDouble(Lost::ndcg10).reversed());
        return lost;
    }

    private Map<String, List<Integer>> features() {
        Map<String, List<Integer>> features = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            features.computeIfAbsent(feature(columns.get(i)), fresh -> new ArrayList<>()).add(i);
        }
        return features;
    }

    private String feature(String column) {
        for (String suffix : RELATIVE) {
            String plain = column.substring(0, Math.max(0, column.length() - suffix.length()));
            if (column.endsWith(suffix) && columns.contains(plain)) {
                return plain;
            }
        }
        return column;
    }

    private float[] permuted(float[] rows, List<Integer> inputs, List<float[]> donors) {
        int width = columns.size();
        float[] result = rows.clone();
        for (int row = 0; row < rows.length / width; row++) {
            float[] donor = donors.get(random.nextInt(donors.size()));
            int donorRow = random.nextInt(donor.length / width);
            for (int input : inputs) {
                result[row * width + input] = donor[donorRow * width + input];
            }
        }
        return result;
    }

    private static double gain(TrainedLevels levels, Judged one, float[] rows) {
        return Figure.NDCG10.of(levels.full(rows), one.impression().clicked());
    }
}
