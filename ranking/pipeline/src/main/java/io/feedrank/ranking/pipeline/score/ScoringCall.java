package io.feedrank.ranking.pipeline.score;

import java.time.Duration;

/**
 * Who asks for scores.
 *
 * @param requestId of the feed
 * @param userId decides who tries a model that is on trial
 * @param patience how long the request has left
 */
public record ScoringCall(String requestId, String userId, Duration patience) {}
