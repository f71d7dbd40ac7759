/**
 * Vector indexes: which vectors lie closest to a query, exactly or nearly so.
 *
 * <p>May import nothing else of Feedrank.
 */
@NullMarked
package io.feedrank.ranking.index;

import org.jspecify.annotations.NullMarked;
