/**
 * {@code feedrank bench}: each figure beside its peer or its limit, measured in a JVM of its own.
 *
 * <p>May import everything.
 */
@NullMarked
package io.feedrank.cli.bench;

import org.jspecify.annotations.NullMarked;
