/**
 * {@code feedrank demo}: the whole path from rows and events to ranked feeds, and the proof that
 * nothing was lost on it.
 *
 * <p>May import the local stack, datasets, and the online and offline stores to count in them.
 */
@NullMarked
package io.feedrank.cli.demo;

import org.jspecify.annotations.NullMarked;
