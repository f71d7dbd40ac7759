/**
 * Aggregation as algebra: tiles, decays, vectors and bounded lists, with their codecs.
 *
 * <p>Imports no engine and nothing else of Feedrank.
 */
@NullMarked
package io.feedrank.feature.aggregate;

import org.jspecify.annotations.NullMarked;
