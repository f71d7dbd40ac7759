/**
 * The offline loop: training examples to a model, its evaluation, and its place in the registry.
 *
 * <p>May import feature-store, and scoring and registry of ranking/pipeline.
 */
@NullMarked
package io.feedrank.ranking.training;

import org.jspecify.annotations.NullMarked;
