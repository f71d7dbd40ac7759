/**
 * Scoring measured beside raw TensorFlow and the machine's peak, in one run.
 *
 * <p>May import {@code ranking.pipeline} and {@code ranking.training}.
 */
@NullMarked
package io.feedrank.bench.rank;

import org.jspecify.annotations.NullMarked;
