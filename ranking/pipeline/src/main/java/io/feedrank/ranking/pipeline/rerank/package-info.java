/**
 * The order that a person sees: the best first, without monotony.
 *
 * <p>May import candidate and the indexes' dot product.
 */
@NullMarked
package io.feedrank.ranking.pipeline.rerank;

import org.jspecify.annotations.NullMarked;
