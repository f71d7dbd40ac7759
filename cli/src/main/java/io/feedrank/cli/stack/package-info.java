/**
 * The embedded local stack: real servers and Feedrank's own processes, started, watched and stopped
 * on one machine.
 *
 * <p>May import the feature store's configuration and plain clients of the servers; no other
 * Feedrank module.
 */
@NullMarked
package io.feedrank.cli.stack;

import org.jspecify.annotations.NullMarked;
