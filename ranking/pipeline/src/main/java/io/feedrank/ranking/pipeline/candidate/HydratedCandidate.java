package io.feedrank.ranking.pipeline.candidate;

import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.proto.v1.EntityVersion;

/**
 * A candidate with all that is known of its post.
 *
 * @param identity id, topic and vector, as pair features want them
 * @param version of the post's counts
 */
public record HydratedCandidate(
        Candidate candidate,
        Post post,
        PostFeatures features,
        PostIdentity identity,
        EntityVersion version) {
    public String postId() {
        return candidate.postId();
    }

    /** This candidate with one more mark beside its sources. */
    public HydratedCandidate markedAs(String mark) {
        return new HydratedCandidate(candidate.markedAs(mark), post, features, identity, version);
    }
}
