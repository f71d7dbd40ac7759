package io.feedrank.ranking.pipeline.source;

import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Posts whose vectors lie closest to the user's, whoever wrote them; none for a user without a
 * vector. Those seen a short while ago come last, and only when there are too few others.
 */
public final class AnnSource implements CandidateSource {
    /** What it is called. */
    public static final String NAME = "ann";

    private final PostVectors vectors;
    private final int most;

    public AnnSource(PostVectors vectors, int most) {
        this.vectors = vectors;
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Proposal propose(SourceRequest request) {
        if (!request.refusal().isEmpty()) {
            return Proposal.none(request.refusal());
        }
        float[] vector = request.user().features().vector().unit();
        if (vector == null) {
            return Proposal.none("the user has no vector yet");
        }
        if (request.space().isEmpty()) {
            return Proposal.none("no post has a vector yet");
        }
        VectorQuery query =
                new VectorQuery(
                        request.space(),
                        List.of(vector),
                        most,
                        request.filter(),
                        request.moment().deadline());
        Retrieved found = vectors.search(query);
        Set<String> postIds = new LinkedHashSet<>(ids(found));
        boolean partial = found.partial();
        if (postIds.size() < most
                && request.filter().excludedPosts().size() > request.hidden().size()) {
            Retrieved again = vectors.search(query.where(request.withSeen()));
            postIds.addAll(ids(again));
            partial |= again.partial();
        }
        return new Proposal(postIds.stream().limit(most).toList(), found.note(), partial);
    }

    private static List<String> ids(Retrieved found) {
        return found.neighbours().get(0).stream().map(Neighbour::id).toList();
    }
}
