/**
 * Features of all candidates in one matrix, scored in one call of a model.
 *
 * <p>May import candidate, user, scoring, and the names of the registry.
 */
@NullMarked
package io.feedrank.ranking.pipeline.score;

import org.jspecify.annotations.NullMarked;
