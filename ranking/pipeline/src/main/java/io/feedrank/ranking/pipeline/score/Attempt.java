package io.feedrank.ranking.pipeline.score;

import io.feedrank.ranking.pipeline.registry.Alias;
import java.time.Duration;
import java.util.Optional;

/**
 * One model that was asked to score a request.
 *
 * @param alias as which it was asked
 * @param model its name and version
 * @param took from the call to its scores or its failure
 * @param failure why it was passed over; empty when its scores were taken
 */
public record Attempt(Alias alias, String model, Duration took, Optional<String> failure) {}
