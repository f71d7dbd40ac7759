package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.state.RankedPosts;
import java.util.List;

/** The newest posts in the language wanted, so that one without readers and vector is found too. */
public final class FreshSource implements CandidateSource {
    /** What it is called. */
    public static final String NAME = "fresh";

    private final KeptLists lists;
    private final int most;

    public FreshSource(KeptLists lists, int most) {
        this.lists = lists;
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Proposal propose(SourceRequest request) {
        String language = request.filter().language();
        return Proposal.of(
                lists
                        .merged(
                                language.isEmpty()
                                        ? List.of(key(ListScope.ALL))
                                        : List.of(
                                                key(ListScope.language(language)),
                                                key(ListScope.language(""))))
                        .stream()
                        .limit(most)
                        .map(RankedPosts.Entry::postId)
                        .toList());
    }

    private static OnlineKey key(String scope) {
        return new OnlineKey(FeatureGroup.FRESH_POSTS, scope);
    }
}
