package io.feedrank.ranking.pipeline.source;

/**
 * Proposes posts for a user. Thread-safe. May fail, or be abandoned at its deadline by an
 * interrupt: the feed then comes without it.
 */
public interface CandidateSource {
    /** What its candidates are marked with. */
    String name();

    /**
     * Posts, best first, without duplicates.
     *
     * @throws RuntimeException when it cannot propose any for want of a server
     */
    Proposal propose(SourceRequest request);
}
