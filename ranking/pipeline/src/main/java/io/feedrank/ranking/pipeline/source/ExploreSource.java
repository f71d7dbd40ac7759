package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.state.RankedPosts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * New posts that few people were shown. Each has the same budget of impressions, and leaves the
 * list when it is spent; among those that have some left, each request draws by lot, so that all
 * get the same share.
 */
public final class ExploreSource implements CandidateSource {
    /** What it is called. */
    public static final String NAME = "explore";

    private final KeptLists lists;
    private final int most;

    public ExploreSource(KeptLists lists, int most) {
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
        List<RankedPosts.Entry> unexplored =
                lists.merged(
                        language.isEmpty()
                                ? List.of(key(ListScope.EXPLORE))
                                : List.of(
                                        key(ListScope.exploreIn(language)),
                                        key(ListScope.exploreIn(""))));
        List<Lot> lots = new ArrayList<>(unexplored.size());
        for (RankedPosts.Entry entry : unexplored) {
            lots.add(Lot.draw(request.moment().requestId(), entry.postId()));
        }
        lots.sort(Comparator.comparingLong(Lot::number).thenComparing(Lot::postId));
        return Proposal.of(lots.stream().limit(most).map(Lot::postId).toList());
    }

    private static OnlineKey key(String scope) {
        return new OnlineKey(FeatureGroup.FRESH_POSTS, scope);
    }

    private record Lot(String postId, long number) {
        static Lot draw(String requestId, String postId) {
            CRC32C hash = new CRC32C();
            hash.update(requestId.getBytes(StandardCharsets.UTF_8));
            hash.update(postId.getBytes(StandardCharsets.UTF_8));
            return new Lot(postId, hash.getValue());
        }
    }
}
