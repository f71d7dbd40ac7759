package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.state.Signal;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.pipeline.retrieval.KnownVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Posts closest to each of those that the user read last, in turns. Where the user's vector is one
 * point between all tastes, this asks beside each of them; and it needs no vector of the user.
 */
public final class SimilarSource implements CandidateSource {
    /** What it is called. */
    public static final String NAME = "similar";

    /** Posts that are started from. */
    static final int READS = 5;

    private final PostVectors vectors;
    private final int most;

    public SimilarSource(PostVectors vectors, int most) {
        this.vectors = vectors;
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Proposal propose(SourceRequest request) {
        List<String> reads = request.user().features().posts().latest(Signal.CLICK, READS);
        if (reads.isEmpty()) {
            return Proposal.none("the user read nothing yet");
        }
        if (request.space().isEmpty()) {
            return Proposal.none("no post has a vector yet");
        }
        KnownVectors known = vectors.vectors(request.space(), reads, request.moment().deadline());
        List<float[]> starts =
                reads.stream().map(known.byPost()::get).filter(Objects::nonNull).toList();
        if (starts.isEmpty()) {
            return known.isPartial()
                    ? new Proposal(List.of(), "of what was read, " + known.missing(), true)
                    : Proposal.none("no post read lately has a vector");
        }
        Retrieved found =
                vectors.search(
                        new VectorQuery(
                                request.space(),
                                starts,
                                most,
                                withoutReads(request, reads),
                                request.moment().deadline()));
        List<List<String>> lists = new ArrayList<>();
        found.neighbours().forEach(near -> lists.add(near.stream().map(Neighbour::id).toList()));
        String note = known.isPartial() ? known.missing() + "; " + found.note() : found.note();
        return new Proposal(Turns.of(lists, most), note, known.isPartial() || found.partial());
    }

    private static RetrievalFilter withoutReads(SourceRequest request, List<String> reads) {
        Set<String> excluded = new HashSet<>(request.filter().excludedPosts());
        excluded.addAll(reads);
        return request.filter().excluding(excluded);
    }
}
