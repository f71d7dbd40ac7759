/**
 * The commands of the offline store: values from history, compaction, snapshots.
 *
 * <p>May import the console and the stack.
 */
@NullMarked
package io.feedrank.cli.backfill;

import org.jspecify.annotations.NullMarked;
