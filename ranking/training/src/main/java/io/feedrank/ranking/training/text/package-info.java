/**
 * Trains the text tower: from titles and readers in the offline store to a model in the registry,
 * and to the jobs.
 *
 * <p>May import the feature store and the pipeline's registry; nothing else of training.
 */
@NullMarked
package io.feedrank.ranking.training.text;

import org.jspecify.annotations.NullMarked;
