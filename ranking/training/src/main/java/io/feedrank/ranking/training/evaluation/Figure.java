package io.feedrank.ranking.training.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.feedrank.ranking.training.Metrics;
import java.util.Locale;

/** What is measured of the order of one impression. */
enum Figure {
    AUC {
        @Override
        double of(float[] scores, boolean[] clicked) {
            return Metrics.auc(scores, clicked);
        }
    },
    MRR {
        @Override
        double of(float[] scores, boolean[] clicked) {
            return Metrics.mrr(scores, clicked);
        }
    },
    NDCG5 {
        @Override
        double of(float[] scores, boolean[] clicked) {
            return Metrics.ndcg(scores, clicked, 5);
        }
    },
    NDCG10 {
        @Override
        double of(float[] scores, boolean[] clicked) {
            return Metrics.ndcg(scores, clicked, 10);
        }
    };

    /** Needs a click and a post without; equal scores count as the mean over their orders. */
    abstract double of(float[] scores, boolean[] clicked);

    /** This one among those of a ranker. */
    double in(Figures figures) {
        return switch (this) {
            case AUC -> figures.auc();
            case MRR -> figures.mrr();
            case NDCG5 -> figures.ndcg5();
            case NDCG10 -> figures.ndcg10();
        };
    }

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
