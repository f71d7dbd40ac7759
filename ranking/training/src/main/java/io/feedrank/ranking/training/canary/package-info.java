/**
 * The judge of models on trial: what was served is joined with what people did, and sequential
 * tests say when a model goes on to its next alias, or goes.
 *
 * <p>May import feature-store and the registry and metrics of its neighbours; knows no engine.
 */
@NullMarked
package io.feedrank.ranking.training.canary;

import org.jspecify.annotations.NullMarked;
