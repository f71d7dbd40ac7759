package io.feedrank.ranking.index;

import java.util.Comparator;

/**
 * A vector found by a search.
 *
 * @param similarity cosine of the angle to the query, -1 to 1
 */
public record Neighbour(String id, float similarity) {
    /** Closest first, ties by id. */
    public static final Comparator<Neighbour> CLOSEST_FIRST =
            Comparator.comparingDouble(Neighbour::similarity)
                    .reversed()
                    .thenComparing(Neighbour::id);
}
