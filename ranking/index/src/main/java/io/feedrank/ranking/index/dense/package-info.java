/**
 * Small dense networks scored by the JVM alone, with SIMD where there is some.
 *
 * <p>May import nothing of ours; lives here because only this module uses {@code
 * jdk.incubator.vector}.
 */
@NullMarked
package io.feedrank.ranking.index.dense;

import org.jspecify.annotations.NullMarked;
