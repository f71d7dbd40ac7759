/** Tests of the commands of the offline store. */
@NullMarked
package io.feedrank.cli.backfill;

import org.jspecify.annotations.NullMarked;
