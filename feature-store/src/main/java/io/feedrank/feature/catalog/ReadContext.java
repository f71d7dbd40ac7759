package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.state.Property;
import io.feedrank.feature.state.UserFeatures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment and the candidate that a feature is read for.
 *
 * @param createdAtMs of the post, epoch milliseconds; 0 where no post is read
 * @param user null where no user is read
 * @param candidate null where no pair is read
 */
public record ReadContext(
        DecayWeights weights,
        long createdAtMs,
        @Nullable UserFeatures user,
        @Nullable PostIdentity candidate) {
    Instant asOf() {
        return weights.asOf();
    }

    /** The candidate's value of {@code property}; empty when it has none. */
    String candidates(Property property) {
        if (candidate == null) {
            return "";
        }
        return switch (property) {
            case POST -> candidate.postId();
            case TOPIC -> candidate.topic();
            case AUTHOR -> candidate.authorId();
            case USER -> "";
        };
    }
}
