package io.feedrank.ranking.index;

import java.util.List;

/**
 * What a search found.
 *
 * @param neighbours closest first, ties by id; fewer than {@code k} only when fewer vectors pass
 *     the filter
 */
public record SearchResult(List<Neighbour> neighbours, SearchExplanation explanation) {
    public SearchResult {
        neighbours = neighbours instanceof Neighbours ? neighbours : List.copyOf(neighbours);
    }
}
