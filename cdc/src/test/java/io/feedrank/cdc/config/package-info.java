/** Unit tests of its namesake. */
@NullMarked
package io.feedrank.cdc.config;

import org.jspecify.annotations.NullMarked;
