/** Tests of the package of the same name. */
@NullMarked
package io.feedrank.cli.erase;

import org.jspecify.annotations.NullMarked;
