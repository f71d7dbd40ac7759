package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.pipeline.retrieval.KnownVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Vectors of posts as a replay knows them by now. Candidates are given, so nobody searches. */
final class ReplayedVectors implements PostVectors {
    private static final Spaces ONE =
            new Spaces(VectorSpace.NAME, Set.of(VectorSpace.NAME), Set.of());

    private final ReplayedStore store;

    ReplayedVectors(ReplayedStore store) {
        this.store = store;
    }

    @Override
    public Spaces spaces() {
        return ONE;
    }

    @Override
    public Retrieved search(VectorQuery query) {
        throw new UnsupportedOperationException("the candidates of a log are given");
    }

    @Override
    public KnownVectors vectors(String space, Collection<String> postIds, Instant deadline) {
        Map<String, float[]> byPost = new HashMap<>();
        for (String post : postIds) {
            float[] vector = store.vector(post);
            if (vector != null) {
                byPost.put(post, vector);
            }
        }
        return KnownVectors.all(byPost);
    }
}
