/**
 * One captured row to one protobuf change, or to the reason why not.
 *
 * <p>May import feature-store, the generated protobuf and the Connect data model; no engine and no
 * Kafka client.
 */
@NullMarked
package io.feedrank.cdc.convert;

import org.jspecify.annotations.NullMarked;
