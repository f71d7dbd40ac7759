package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.time.Instant;
import java.util.Map;

/**
 * What filters decide by.
 *
 * @param seen when posts were served to the user before
 * @param rules of language, topic and age, the same that retrieval was asked with
 * @param wanted so many should survive, where a filter has the choice
 */
public record FilterContext(
        UserContext user,
        Instant asOf,
        Map<String, Instant> seen,
        RetrievalFilter rules,
        int wanted) {}
