package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.state.RankedPosts;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.util.List;

/** Posts that everybody clicks now. */
public final class TrendingSource implements CandidateSource {
    private final int most;

    public TrendingSource(int most) {
        this.most = most;
    }

    @Override
    public String name() {
        return "trending";
    }

    @Override
    public List<String> propose(UserContext user) {
        return user.lists().trending().stream().limit(most).map(RankedPosts.Entry::postId).toList();
    }
}
