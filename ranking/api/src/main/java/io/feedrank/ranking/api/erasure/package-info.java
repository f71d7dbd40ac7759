/**
 * Users that were erased, of whom the API takes and serves nothing.
 *
 * <p>May import kafka and the feature store.
 */
@NullMarked
package io.feedrank.ranking.api.erasure;

import org.jspecify.annotations.NullMarked;
