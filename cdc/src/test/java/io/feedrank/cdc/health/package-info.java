/** Unit tests of its namesake. */
@NullMarked
package io.feedrank.cdc.health;

import org.jspecify.annotations.NullMarked;
