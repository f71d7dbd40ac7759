package io.feedrank.bench.features;

import io.feedrank.ranking.pipeline.retrieval.KnownVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.time.Instant;
import java.util.Collection;

/** An index that is not asked: vectors are no part of the online store's read. */
record NoVectors() implements PostVectors {
    @Override
    public Spaces spaces() {
        throw new UnsupportedOperationException("this bench reads the online store alone");
    }

    @Override
    public Retrieved search(VectorQuery query) {
        throw new UnsupportedOperationException("this bench reads the online store alone");
    }

    @Override
    public KnownVectors vectors(String space, Collection<String> postIds, Instant deadline) {
        throw new UnsupportedOperationException("this bench reads the online store alone");
    }
}
