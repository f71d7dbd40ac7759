package io.feedrank.ranking.pipeline.filter;

import java.util.List;

/** The filters that Feedrank ships, in their order. */
public final class StandardFilters {
    private StandardFilters() {}

    /** For a feed. */
    public static List<CandidateFilter> ofFeed() {
        return List.of(
                new PublishedFilter(),
                new ExpiredFilter(),
                new BlockedAuthorFilter(),
                new HiddenPostFilter(),
                new LanguageFilter(),
                new TopicFilter(),
                new AgeFilter(),
                new SeenFilter());
    }

    /** For candidates that the caller brings: what may not be shown at all. */
    public static List<CandidateFilter> ofOwnCandidates() {
        return List.of(new PublishedFilter(), new ExpiredFilter(), new BlockedAuthorFilter());
    }
}
