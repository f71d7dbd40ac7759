/**
 * What is known of an entity, built from aggregations: one class a feature group, with its codec.
 *
 * <p>May import aggregate, event and change.
 */
@NullMarked
package io.feedrank.feature.state;

import org.jspecify.annotations.NullMarked;
