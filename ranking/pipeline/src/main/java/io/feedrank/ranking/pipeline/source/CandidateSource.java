package io.feedrank.ranking.pipeline.source;

import io.feedrank.ranking.pipeline.user.UserContext;
import java.util.List;

/** Proposes posts for a user. Thread-safe. May fail: the feed then comes without it. */
public interface CandidateSource {
    /** What its candidates are marked with. */
    String name();

    /**
     * Post ids, best first, without duplicates.
     *
     * @throws RuntimeException when it cannot propose any for want of a server
     */
    List<String> propose(UserContext user);
}
