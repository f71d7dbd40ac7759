/** Unit tests of its namesake. */
@NullMarked
package io.feedrank.cdc.convert;

import org.jspecify.annotations.NullMarked;
