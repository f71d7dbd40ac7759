/**
 * What changed in the database: one record a table.
 *
 * <p>May import config and the generated protobuf.
 */
@NullMarked
package io.feedrank.feature.change;

import org.jspecify.annotations.NullMarked;
