package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.util.List;

/** Computes the catalog's columns for all candidates as of one moment. Thread-safe. */
public final class FeatureAssembler {
    private final FeatureCatalog catalog;
    private final List<String> columns;
    private final PostColumns postColumns;

    public FeatureAssembler(FeatureCatalog catalog) {
        this.catalog = catalog;
        this.columns = catalog.columns();
        this.postColumns = new PostColumns(catalog);
    }

    /** The matrix of {@code candidates}, a row each in their order. */
    public FeatureRows assemble(
            UserContext user, List<HydratedCandidate> candidates, DecayWeights weights) {
        int width = catalog.width();
        float[] ofUser = new float[width];
        catalog.computeUser(user.features(), weights, ofUser, 0);
        PostColumns.Reader ofPosts = postColumns.asOf(weights);
        ItemColumns items = new ItemColumns(catalog, weights);
        float[] values = new float[candidates.size() * width];
        for (int row = 0; row < candidates.size(); row++) {
            HydratedCandidate candidate = candidates.get(row);
            int offset = row * width;
            System.arraycopy(ofUser, 0, values, offset, width);
            ofPosts.write(candidate.features(), values, offset);
            items.write(candidate, values, offset);
            catalog.computePair(user.features(), candidate.identity(), weights, values, offset);
        }
        return new FeatureRows(values, candidates.size(), columns);
    }
}
