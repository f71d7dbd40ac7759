/** Tests of the evaluate command. */
@NullMarked
package io.feedrank.cli.evaluate;

import org.jspecify.annotations.NullMarked;
