package io.feedrank.ranking.index;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The last step of every search: the true similarity of the selected, and the best in order. */
final class Ranking {
    private Ranking() {}

    /** Replaces the selection's scores by the true similarities. */
    static void score(VectorStore store, float[] prepared, Selection selection) {
        store.similarities(prepared, selection.slots(), selection.size(), selection.scores());
    }

    /**
     * The best {@code k} of a selection whose scores are true. Both versions of a vector may be in
     * the selection; both are live only while one replaces the other. So ids are compared only when
     * that happened during the very pick, not at any time of the search.
     */
    static List<Neighbour> best(VectorStore store, Selection selection, int k) {
        ScoreOrder order = Scratch.ofThread().order;
        order.sort(selection);
        long replacementsBefore = store.replacements();
        List<Neighbour> best = pick(store, selection, order, k, false);
        return store.hasMoved(replacementsBefore) ? pick(store, selection, order, k, true) : best;
    }

    private static List<Neighbour> pick(
            VectorStore store, Selection selection, ScoreOrder order, int k, boolean distinct) {
        Set<String> met = distinct ? new HashSet<>() : Set.of();
        int most = order.size();
        String[] ids = new String[Math.min(k, most)];
        float[] scores = new float[ids.length];
        int count = 0;
        for (int rank = 0; rank < most; rank++) {
            int i = order.at(rank);
            float score = selection.score(i);
            if (count >= k && score != scores[count - 1]) {
                break;
            }
            int slot = selection.slot(i);
            // Scans of a list that was moved meanwhile don't see what went since.
            if (!store.isLive(slot)) {
                continue;
            }
            String id = store.id(slot);
            if (!distinct || met.add(id)) {
                if (count == ids.length) {
                    ids = Arrays.copyOf(ids, count + 16);
                    scores = Arrays.copyOf(scores, count + 16);
                }
                ids[count] = id;
                scores[count++] = score;
            }
        }
        orderTies(ids, scores, count);
        return new Neighbours(ids, scores, Math.min(k, count));
    }

    private static void orderTies(String[] ids, float[] scores, int count) {
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && scores[to] == scores[from]) {
                to++;
            }
            if (to - from > 1) {
                Arrays.sort(ids, from, to);
            }
            from = to;
        }
    }
}
