/**
 * Every feature declared once; the columns and their order derive from it.
 *
 * <p>May import aggregate and state.
 */
@NullMarked
package io.feedrank.feature.catalog;

import org.jspecify.annotations.NullMarked;
