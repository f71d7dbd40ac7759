/** Tests of the local stack. */
@NullMarked
package io.feedrank.cli.stack;

import org.jspecify.annotations.NullMarked;
