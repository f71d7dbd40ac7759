/**
 * What online features cost: the topology beside a plain loop, the read beside a bare MGET, and the
 * time from an event to its value.
 *
 * <p>May import all of the platform, Flink, Kafka and Jedis.
 */
@NullMarked
package io.feedrank.bench.features;

import org.jspecify.annotations.NullMarked;
