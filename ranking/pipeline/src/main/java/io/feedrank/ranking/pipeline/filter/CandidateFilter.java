package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/** Takes out candidates that may not be served. Thread-safe, and does no input or output. */
public interface CandidateFilter {
    /** What its verdicts and metrics are named. */
    String name();

    /** Splits {@code candidates}; both parts keep their order. */
    FilterResult apply(List<HydratedCandidate> candidates, FilterContext context);
}
