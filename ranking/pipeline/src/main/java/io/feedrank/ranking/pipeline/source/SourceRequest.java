package io.feedrank.ranking.pipeline.source;

import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.time.Instant;
import java.util.Set;

/**
 * What sources propose for.
 *
 * @param space the vector space of this request: of the posts, and of the user's vector if there is
 *     one; empty when no post has a vector
 * @param refusal why the user's vector was left out; empty when it wasn't
 * @param filter what may be found, without what was seen
 * @param hidden posts that are never found, also when those seen may be again
 * @param moment when, and until when
 */
public record SourceRequest(
        UserContext user,
        String space,
        String refusal,
        RetrievalFilter filter,
        Set<String> hidden,
        Moment moment) {
    /**
     * When the request is.
     *
     * @param requestId that draws by chance begin with, so that the same request draws the same
     * @param asOf the deployment's time
     * @param deadline nobody waits after it
     */
    public record Moment(String requestId, Instant asOf, Instant deadline) {}

    /** The filter with what was seen let through. */
    RetrievalFilter withSeen() {
        return filter.excluding(hidden);
    }
}
