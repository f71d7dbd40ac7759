/**
 * The process that keeps models young: it trains on what is new, and judges models on trial.
 *
 * <p>May import canary and the trainer beside it.
 */
@NullMarked
package io.feedrank.ranking.training.loop;

import org.jspecify.annotations.NullMarked;
