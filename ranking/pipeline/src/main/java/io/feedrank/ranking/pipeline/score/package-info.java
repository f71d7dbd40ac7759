/**
 * Features of all candidates in one matrix, scored in one call of a model.
 *
 * <p>May import candidate, user and scoring.
 */
@NullMarked
package io.feedrank.ranking.pipeline.score;

import org.jspecify.annotations.NullMarked;
