/** Unit tests of its namesake. */
@NullMarked
package io.feedrank.cdc.engine;

import org.jspecify.annotations.NullMarked;
