/**
 * Text to vectors: features of a title hashed into buckets, and the tower that turns them into a
 * vector of the readers' space.
 *
 * <p>May import config, state and the generated protobuf.
 */
@NullMarked
package io.feedrank.feature.text;

import org.jspecify.annotations.NullMarked;
