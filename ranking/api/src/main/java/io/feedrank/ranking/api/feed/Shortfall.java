package io.feedrank.ranking.api.feed;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.ranking.api.http.Problems;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a lower level has to answer.
 *
 * @param reason for metrics: timeout, circuit_open, unavailable, error or empty
 * @param text for the answer's {@code degraded}
 */
record Shortfall(String reason, String text) {
    /**
     * What is wrong with the ranker's answer; empty when it is good.
     *
     * @throws FeedrankException BAD_INPUT when the ranker refused the request itself
     */
    static Optional<Shortfall> of(
            FeedRequest request, @Nullable FeedResponse response, @Nullable Throwable failure) {
        if (failure != null || response == null) {
            return Optional.of(of(failure));
        }
        if (response.hasError()) {
            String message = response.getError().getMessage();
            if (response.getError().getCategory().equals(Category.BAD_INPUT.name())) {
                throw FeedrankException.badInput(message);
            }
            return Optional.of(new Shortfall("error", "ranker: " + message));
        }
        // The caller's own candidates may all be filtered; a feed must show something.
        if (response.getItemsCount() == 0 && request.getCandidatePostIdsCount() == 0) {
            return Optional.of(new Shortfall("empty", "ranker: nothing left to rank"));
        }
        return Optional.empty();
    }

    private static Shortfall of(@Nullable Throwable thrown) {
        Throwable failure = thrown == null ? null : Problems.cause(thrown);
        if (failure instanceof CallNotPermittedException) {
            return new Shortfall(
                    "circuit_open", "ranker: it did not answer lately, so it was not asked");
        }
        if (failure instanceof FeedrankException known) {
            String reason = known.category() == Category.TIMEOUT ? "timeout" : "unavailable";
            return new Shortfall(reason, "ranker: " + known.getMessage());
        }
        return new Shortfall("error", "ranker: " + failure);
    }
}
