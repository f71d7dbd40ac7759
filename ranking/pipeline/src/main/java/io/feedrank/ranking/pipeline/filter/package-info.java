/**
 * Which candidates may not be served, and why.
 *
 * <p>May import candidate and user.
 */
@NullMarked
package io.feedrank.ranking.pipeline.filter;

import org.jspecify.annotations.NullMarked;
