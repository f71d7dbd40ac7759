package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.IdentityHashMap;

/**
 * Columns of authors and topics, computed once a request: its candidates share them. Not
 * thread-safe.
 */
final class ItemColumns {
    private final FeatureCatalog catalog;
    private final DecayWeights weights;
    private final int ofAuthor;
    private final int ofTopic;
    private final IdentityHashMap<DeclaredStates, float[]> authors = new IdentityHashMap<>();
    private final IdentityHashMap<DeclaredStates, float[]> topics = new IdentityHashMap<>();

    ItemColumns(FeatureCatalog catalog, DecayWeights weights) {
        this.catalog = catalog;
        this.weights = weights;
        this.ofAuthor = catalog.authorEnd() - catalog.postWidth();
        this.ofTopic = catalog.itemWidth() - catalog.authorEnd();
    }

    /** Writes the columns of the candidate's author and topic into the row from {@code offset}. */
    void write(HydratedCandidate candidate, float[] rows, int offset) {
        float[] author = authors.computeIfAbsent(candidate.author(), this::authorColumns);
        System.arraycopy(author, catalog.postWidth(), rows, offset + catalog.postWidth(), ofAuthor);
        float[] topic = topics.computeIfAbsent(candidate.topic(), this::topicColumns);
        System.arraycopy(topic, catalog.authorEnd(), rows, offset + catalog.authorEnd(), ofTopic);
    }

    private float[] authorColumns(DeclaredStates states) {
        float[] columns = new float[catalog.itemWidth()];
        catalog.computeAuthor(states, weights, columns, 0);
        return columns;
    }

    private float[] topicColumns(DeclaredStates states) {
        float[] columns = new float[catalog.itemWidth()];
        catalog.computeTopic(states, weights, columns, 0);
        return columns;
    }
}
