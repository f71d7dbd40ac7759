package io.feedrank.ranking.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The last step of every search: the true similarity of the selected, and the best in order. */
final class Ranking {
    private Ranking() {}

    /** Replaces the selection's scores by the true similarities. */
    static void score(VectorStore store, float[] prepared, Selection selection) {
        for (int i = 0; i < selection.size(); i++) {
            selection.score(i, store.similarity(prepared, selection.slot(i)));
        }
    }

    /**
     * The best {@code k} of a selection whose scores are true.
     *
     * @param replacementsBefore of the store when the search began
     */
    static List<Neighbour> best(
            VectorStore store, Selection selection, int k, long replacementsBefore) {
        long[] keys = new long[selection.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) ~Selection.sortable(selection.score(i)) << 32 | i;
        }
        Arrays.sort(keys);
        boolean moved = store.hasMoved(replacementsBefore);
        List<Neighbour> best = pick(store, selection, keys, k, moved);
        if (!moved && store.hasMoved(replacementsBefore)) {
            return pick(store, selection, keys, k, true);
        }
        return best;
    }

    private static List<Neighbour> pick(
            VectorStore store, Selection selection, long[] keys, int k, boolean moved) {
        Set<String> met = moved ? new HashSet<>() : Set.of();
        List<Neighbour> best = new ArrayList<>(Math.min(k, keys.length));
        boolean ties = false;
        float last = Float.NaN;
        for (long key : keys) {
            int i = (int) key;
            float score = selection.score(i);
            if (best.size() >= k && score != last) {
                break;
            }
            // Scans of a list that was moved meanwhile don't see what went since.
            if (!store.isLive(selection.slot(i))) {
                continue;
            }
            String id = store.id(selection.slot(i));
            if (!moved || met.add(id)) {
                ties |= score == last;
                last = score;
                best.add(new Neighbour(id, score));
            }
        }
        if (ties) {
            best.sort(Neighbour.CLOSEST_FIRST);
        }
        return best.size() > k ? best.subList(0, k) : best;
    }
}
