package io.feedrank.ranking.training;

import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;

/**
 * One training.
 *
 * @param offlineDir root of the offline store
 * @param registry takes the models
 * @param seed of the initial weights and the order of the batches
 * @param clock dates the models
 * @param progress hears how it goes
 */
public record TrainingRequest(
        Path offlineDir,
        ModelRegistry registry,
        long seed,
        Clock clock,
        TrainingProgress progress) {}
