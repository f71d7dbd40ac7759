/**
 * The {@code feedrank} command: one class a subcommand, and the console, which alone prints.
 *
 * <p>May import everything.
 */
@NullMarked
package io.feedrank.cli;

import org.jspecify.annotations.NullMarked;
