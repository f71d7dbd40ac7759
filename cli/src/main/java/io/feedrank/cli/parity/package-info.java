/**
 * The {@code parity} command: recomputes what was served from the events, and compares.
 *
 * <p>May import the deployment and the feature store.
 */
@NullMarked
package io.feedrank.cli.parity;

import org.jspecify.annotations.NullMarked;
