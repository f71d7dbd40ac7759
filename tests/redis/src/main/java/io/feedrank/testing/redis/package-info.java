/**
 * Real Redis servers in processes of their own, which can be killed, for tests and benchmarks.
 *
 * <p>May import {@code testing.process}, and embedded-redis for its binary alone.
 */
@NullMarked
package io.feedrank.testing.redis;

import org.jspecify.annotations.NullMarked;
