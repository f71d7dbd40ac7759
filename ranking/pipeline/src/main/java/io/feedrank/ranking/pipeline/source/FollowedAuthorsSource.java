package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest posts of the authors whom the user follows, of those followed last when they are many.
 */
public final class FollowedAuthorsSource implements CandidateSource {
    /** What it is called. */
    public static final String NAME = "followed";

    /** Most authors read in a request. */
    static final int MOST_AUTHORS = 100;

    private final OnlineStore store;
    private final int most;

    public FollowedAuthorsSource(OnlineStore store, int most) {
        this.store = store;
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Proposal propose(SourceRequest request) {
        UserContext user = request.user();
        List<OnlineKey> keys =
                user.follows().stream()
                        .skip(Math.max(0, user.follows().size() - MOST_AUTHORS))
                        .map(author -> new OnlineKey(FeatureGroup.AUTHOR_POSTS, author))
                        .toList();
        if (keys.isEmpty()) {
            return Proposal.none("the user follows nobody");
        }
        List<RankedPosts.Entry> posts = new ArrayList<>();
        for (@Nullable VersionedValue value : store.get(keys)) {
            if (value != null) {
                posts.addAll(
                        RankedPosts.CODEC.fromBytes(value.bytes(), VersionedValue.PAYLOAD).top());
            }
        }
        posts.sort(
                Comparator.comparingDouble(RankedPosts.Entry::score)
                        .reversed()
                        .thenComparing(RankedPosts.Entry::postId));
        return Proposal.of(posts.stream().limit(most).map(RankedPosts.Entry::postId).toList());
    }
}
