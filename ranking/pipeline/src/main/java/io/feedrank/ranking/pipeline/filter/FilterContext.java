package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.user.UserContext;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What filters decide by.
 *
 * @param seen when posts were served to the user before
 * @param language the one the user reads; null when unknown
 * @param wanted so many should survive, where a filter has the choice
 */
public record FilterContext(
        UserContext user,
        Instant asOf,
        Map<String, Instant> seen,
        @Nullable String language,
        int wanted) {}
