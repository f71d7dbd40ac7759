/**
 * The {@code erase} command: takes a person out of every store, reports it, and looks for what was
 * missed.
 *
 * <p>May import the deployment, stack and the feature store.
 */
@NullMarked
package io.feedrank.cli.erase;

import org.jspecify.annotations.NullMarked;
