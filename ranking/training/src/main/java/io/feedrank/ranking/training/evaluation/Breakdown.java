package io.feedrank.ranking.training.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** nDCG@10 of several rankers by some trait of the impressions. */
final class Breakdown {
    /**
     * Impressions alike.
     *
     * @param label the values of the trait
     * @param count how many impressions
     * @param ndcg10 their mean by ranker
     */
    record Part(String label, int count, Map<String, Double> ndcg10) {}

    private final List<Integer> bounds;
    private final List<String> rankers;
    private final TreeMap<Integer, List<Judged>> parts = new TreeMap<>();

    /**
     * @param bounds ascending: a part goes from one to just below the next, the last one is open
     */
    Breakdown(List<Integer> bounds, List<String> rankers) {
        this.bounds = List.copyOf(bounds);
        this.rankers = List.copyOf(rankers);
    }

    /** Sorts impressions by a trait, which is at least the first bound. */
    List<Part> of(List<Judged> all, ToIntFunction<Judged> trait) {
        for (Judged judged : all) {
            if (judged.impression().judged()) {
                parts.computeIfAbsent(part(trait.applyAsInt(judged)), fresh -> new ArrayList<>())
                        .add(judged);
            }
        }
        List<Part> result = new ArrayList<>();
        parts.forEach((part, members) -> result.add(part(label(part), members)));
        return result;
    }

    private int part(int value) {
        int part = 0;
        while (part + 1 < bounds.size() && value >= bounds.get(part + 1)) {
            part++;
        }
        return part;
    }

    private String label(int part) {
        int from = bounds.get(part);
        if (part + 1 == bounds.size()) {
            return from + " or more";
        }
        int to = bounds.get(part + 1) - 1;
        return from == to ? String.valueOf(from) : from + " to " + to;
    }

    private Part part(String label, List<Judged> members) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (String ranker : rankers) {
            double sum = 0;
            for (Judged judged : members) {
                float[] scores = judged.scores().getOrDefault(ranker, new float[0]);
                sum += Figure.NDCG10.of(scores, judged.impression().clicked());
            }
            means.put(ranker, sum / members.size());
        }
        return new Part(label, members.size(), means);
    }
}
