package io.feedrank.ranking.pipeline.candidate;

import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.DeclaredStates;

/**
 * A candidate with all that is known of its post.
 *
 * @param identity id, topic and vector, as pair features want them
 * @param read the values of the post that this was decoded from
 * @param ofAuthor what is known of the post's author
 * @param ofTopic what is known of its topic
 */
public record HydratedCandidate(
        Candidate candidate,
        Post post,
        PostFeatures features,
        PostIdentity identity,
        ReadValues read,
        Item ofAuthor,
        Item ofTopic) {

    /** A candidate of whose author and topic nothing is known. */
    public HydratedCandidate(
            Candidate candidate,
            Post post,
            PostFeatures features,
            PostIdentity identity,
            ReadValues read) {
        this(candidate, post, features, identity, read, Item.UNKNOWN, Item.UNKNOWN);
    }

    /** This candidate with what is known of its author and topic. */
    public HydratedCandidate with(Item author, Item topic) {
        return new HydratedCandidate(candidate, post, features, identity, read, author, topic);
    }

    public String postId() {
        return candidate.postId();
    }

    /** The declared groups of the post's author. */
    public DeclaredStates author() {
        return ofAuthor.states();
    }

    /** The declared groups of the post's topic. */
    public DeclaredStates topic() {
        return ofTopic.states();
    }

    /** This candidate with one more mark beside its sources. */
    public HydratedCandidate markedAs(String mark) {
        return new HydratedCandidate(
                candidate.markedAs(mark), post, features, identity, read, ofAuthor, ofTopic);
    }
}
