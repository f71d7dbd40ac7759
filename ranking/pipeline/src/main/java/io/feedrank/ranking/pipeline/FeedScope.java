package io.feedrank.ranking.pipeline;

import io.feedrank.feature.state.Signal;
import io.feedrank.proto.v1.UserSession;
import io.feedrank.ranking.pipeline.filter.FilterContext;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import io.feedrank.ranking.pipeline.source.SourceRequest;
import io.feedrank.ranking.pipeline.user.SeenPosts;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one request may be served, decided once: sources and filters go by the same rules, and users
 * and posts by vectors of the same space.
 *
 * @param user without a vector when the index cannot be asked for it
 * @param space of all vectors of this request; empty when there are none
 * @param refusal why the user's vector was left out; empty when it wasn't
 * @param rules with what was seen and hidden left out
 * @param seen when posts were served to the user before
 * @param hidden posts that the user hid
 */
record FeedScope(
        UserContext user,
        String space,
        String refusal,
        RetrievalFilter rules,
        Map<String, Instant> seen,
        Set<String> hidden) {
    /** The language that stands for the one of the user's row. */
    static final String OWN_LANGUAGE = "own";

    private static final int MOST_HIDDEN = 400;

    /**
     * Decides it.
     *
     * @param maxAge of posts; zero: any
     */
    static FeedScope of(
            RankingRequest request,
            UserSession session,
            UserContext user,
            Spaces spaces,
            Instant asOf,
            Duration maxAge) {
        boolean hasVector = user.features().vector().unit() != null;
        boolean meets = spaces.ready().contains(user.vectorSpace());
        Map<String, Instant> seen = SeenPosts.recent(session, asOf);
        List<String> hidden = user.features().posts().latest(Signal.HIDE, MOST_HIDDEN);
        Set<String> excluded = new HashSet<>(hidden);
        excluded.addAll(seen.keySet());
        RetrievalFilter rules =
                new RetrievalFilter(
                        language(request, user),
                        request.context().getOrDefault("topic", ""),
                        user.blocks(),
                        excluded,
                        maxAge.isZero() ? Instant.EPOCH : asOf.minus(maxAge),
                        asOf);
        boolean refused = hasVector && !meets && !spaces.serving().isEmpty();
        return new FeedScope(
                refused ? user.withoutVector() : user,
                hasVector && meets ? user.vectorSpace() : spaces.serving(),
                refused ? spaces.refusal(user.vectorSpace()) : "",
                rules,
                seen,
                Set.copyOf(hidden));
    }

    private static String language(RankingRequest request, UserContext user) {
        String wanted = request.context().getOrDefault("language", "");
        return wanted.equals(OWN_LANGUAGE) ? user.provenance().language() : wanted;
    }

    SourceRequest toSources(RankingRequest request) {
        return new SourceRequest(
                user,
                space,
                refusal,
                rules,
                hidden,
                new SourceRequest.Moment(request.requestId(), rules.asOf(), request.deadline()));
    }

    FilterContext toFilters(RankingRequest request) {
        return new FilterContext(user, rules.asOf(), seen, rules, request.limit());
    }
}
