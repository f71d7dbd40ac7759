/**
 * What people did: the event model and its decoders.
 *
 * <p>May import config and the generated protobuf.
 */
@NullMarked
package io.feedrank.feature.event;

import org.jspecify.annotations.NullMarked;
