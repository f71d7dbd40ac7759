/**
 * What impressions tell of posts and users, engine-free: packed state an entity, and the columns
 * that are computed of it, the same in evaluation and in serving.
 *
 * <p>Updates commute, up to rounding, so that a stream may apply them as they come. May import
 * {@code aggregate} alone.
 */
@NullMarked
package io.feedrank.feature.impression;

import org.jspecify.annotations.NullMarked;
