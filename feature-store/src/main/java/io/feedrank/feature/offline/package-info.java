/**
 * The offline store's layout and schema.
 *
 * <p>May import catalog and event.
 */
@NullMarked
package io.feedrank.feature.offline;

import org.jspecify.annotations.NullMarked;
