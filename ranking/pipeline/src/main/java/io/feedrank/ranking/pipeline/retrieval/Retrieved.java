package io.feedrank.ranking.pipeline.retrieval;

import io.feedrank.ranking.index.Neighbour;
import java.util.List;

/**
 * What an index found.
 *
 * @param neighbours for each vector of the query, in their order: closest first
 * @param note how it was answered, for the trail
 * @param partial whether a part of the index did not answer
 */
public record Retrieved(List<List<Neighbour>> neighbours, String note, boolean partial) {}
