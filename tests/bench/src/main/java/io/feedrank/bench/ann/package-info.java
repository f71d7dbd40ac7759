/**
 * Vector indexes measured beside their peers, in one run, on the same vectors.
 *
 * <p>May import {@code ranking.index}.
 */
@NullMarked
package io.feedrank.bench.ann;

import org.jspecify.annotations.NullMarked;
