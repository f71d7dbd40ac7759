package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostFeatures;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Columns that depend on the post alone, remembered for the second that they were computed for:
 * requests of one second share most of their candidates, and weights are those of a whole second.
 * Thread-safe.
 */
final class PostColumns {
    /** Most posts remembered of a second. */
    private static final int MOST = 20_000;

    /** What was computed for one second; counts are told apart by identity. */
    private record Second(Instant asOf, Map<PostFeatures, float[]> columns) {}

    private final FeatureCatalog catalog;
    private volatile Second current = new Second(Instant.MIN, new ConcurrentHashMap<>());

    PostColumns(FeatureCatalog catalog) {
        this.catalog = catalog;
    }

    /** The columns of all that is asked for in one request. */
    Reader asOf(DecayWeights weights) {
        Second second = current;
        if (!second.asOf().equals(weights.asOf())) {
            second = new Second(weights.asOf(), new ConcurrentHashMap<>());
            current = second;
        }
        return new Reader(weights, second.columns());
    }

    /** One request's view; not thread-safe. */
    final class Reader {
        private final DecayWeights weights;
        private final Map<PostFeatures, float[]> known;

        private Reader(DecayWeights weights, Map<PostFeatures, float[]> known) {
            this.weights = weights;
            this.known = known;
        }

        /** Writes the post's columns into {@code row} from {@code offset} on. */
        void write(PostFeatures post, float[] row, int offset) {
            float[] columns = known.get(post);
            if (columns == null) {
                columns = new float[catalog.postWidth()];
                catalog.computePost(post, weights, columns, 0);
                if (known.size() < MOST) {
                    known.put(post, columns);
                }
            }
            System.arraycopy(columns, 0, row, offset, columns.length);
        }
    }
}
