package io.feedrank.ranking.pipeline.candidate;

import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.proto.v1.EntityVersion;

/**
 * A candidate with all that is known of its post.
 *
 * @param identity id, topic and vector, as pair features want them
 * @param version of the post's counts
 * @param author the declared groups of the post's author
 * @param topic the declared groups of its topic
 */
public record HydratedCandidate(
        Candidate candidate,
        Post post,
        PostFeatures features,
        PostIdentity identity,
        EntityVersion version,
        DeclaredStates author,
        DeclaredStates topic) {
    private static final DeclaredStates NOTHING = new DeclaredStates();

    /** A candidate of whose author and topic nothing is known. */
    public HydratedCandidate(
            Candidate candidate,
            Post post,
            PostFeatures features,
            PostIdentity identity,
            EntityVersion version) {
        this(candidate, post, features, identity, version, NOTHING, NOTHING);
    }

    /** This candidate with what is known of its author and topic. */
    public HydratedCandidate with(DeclaredStates ofAuthor, DeclaredStates ofTopic) {
        return new HydratedCandidate(
                candidate, post, features, identity, version, ofAuthor, ofTopic);
    }

    public String postId() {
        return candidate.postId();
    }

    /** This candidate with one more mark beside its sources. */
    public HydratedCandidate markedAs(String mark) {
        return new HydratedCandidate(
                candidate.markedAs(mark), post, features, identity, version, author, topic);
    }
}
