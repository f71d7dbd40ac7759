/** Tests of the package of the same name. */
@NullMarked
package io.feedrank.cli.parity;

import org.jspecify.annotations.NullMarked;
