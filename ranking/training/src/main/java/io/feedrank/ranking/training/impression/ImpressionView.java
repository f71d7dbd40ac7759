package io.feedrank.ranking.training.impression;

import io.feedrank.feature.config.FeedrankException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * An impression before its outcome: who saw which posts, when and where.
 *
 * @param postIds the posts in view, each once; their order says nothing
 */
public record ImpressionView(
        String userId, Instant time, String sessionId, ViewContext context, List<String> postIds) {
    public ImpressionView {
        postIds = List.copyOf(postIds);
        if (postIds.isEmpty() || new HashSet<>(postIds).size() != postIds.size()) {
            throw FeedrankException.badInput(
                    "postIds of an impression: got "
                            + postIds
                            + ", expected some posts, each once");
        }
    }
}
