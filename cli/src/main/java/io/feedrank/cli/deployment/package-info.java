/**
 * A deployment as commands that look into it find it: its addresses and settings, and its topics.
 *
 * <p>May import the console, stack and the feature store.
 */
@NullMarked
package io.feedrank.cli.deployment;

import org.jspecify.annotations.NullMarked;
