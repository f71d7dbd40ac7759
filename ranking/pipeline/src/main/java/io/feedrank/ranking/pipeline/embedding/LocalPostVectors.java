package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.SearchExplanation;
import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.SearchResult;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.retrieval.KnownVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The whole index in this process. Thread-safe. */
public final class LocalPostVectors implements PostVectors {
    private final LiveIndex index;

    public LocalPostVectors(LiveIndex index) {
        this.index = index;
    }

    @Override
    public Spaces spaces() {
        return index.spaces();
    }

    @Override
    public Retrieved search(VectorQuery query) {
        VectorIndex ready = index.ready(query.space());
        if (ready == null) {
            throw FeedrankException.badInput(
                    "space: got " + query.space() + ", expected one of " + spaces().ready());
        }
        return search(ready, query);
    }

    /**
     * Searches one index.
     *
     * @throws FeedrankException BAD_INPUT when a vector is none that could be in the index
     */
    public static Retrieved search(VectorIndex index, VectorQuery query) {
        SearchOptions options = SearchOptions.top(query.k()).where(query.filter().toIndexFilter());
        List<List<Neighbour>> all = new ArrayList<>();
        String note = "";
        for (float[] vector : query.vectors()) {
            SearchResult found;
            try {
                found = index.search(vector, options);
            } catch (IllegalArgumentException e) {
                throw FeedrankException.badInput("vector: " + e.getMessage());
            }
            all.add(found.neighbours());
            note = note(found.explanation());
        }
        return new Retrieved(all, note, false);
    }

    private static String note(SearchExplanation how) {
        return how.selectivity() < 1
                ? String.format(
                        Locale.ROOT,
                        "%s, %s; %.3g%% pass the filter",
                        how.engine(),
                        how.reason(),
                        100 * how.selectivity())
                : how.engine() + ", " + how.reason();
    }

    @Override
    public KnownVectors vectors(String space, Collection<String> postIds, Instant deadline) {
        VectorIndex ready = index.ready(space);
        Map<String, float[]> vectors = new HashMap<>();
        if (ready != null) {
            for (String postId : postIds) {
                float[] vector = ready.vector(postId);
                if (vector != null) {
                    vectors.put(postId, vector);
                }
            }
        }
        return KnownVectors.all(vectors);
    }
}
