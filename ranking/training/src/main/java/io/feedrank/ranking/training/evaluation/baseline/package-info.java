/**
 * Rankers to compare with: simple counts, and a linear model on a few of them. They share no code
 * with the features of the models that are judged.
 *
 * <p>May import the feature store's configuration only.
 */
@NullMarked
package io.feedrank.ranking.training.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
