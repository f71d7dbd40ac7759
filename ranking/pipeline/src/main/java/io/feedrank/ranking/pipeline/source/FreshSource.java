package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.state.RankedPosts;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.util.List;

/** The newest posts, so that one without readers and vector is found too. */
public final class FreshSource implements CandidateSource {
    private final int most;

    public FreshSource(int most) {
        this.most = most;
    }

    @Override
    public String name() {
        return "fresh";
    }

    @Override
    public List<String> propose(UserContext user) {
        return user.lists().fresh().stream().limit(most).map(RankedPosts.Entry::postId).toList();
    }
}
