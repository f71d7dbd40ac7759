/** What all benchmarks share. */
@NullMarked
package io.feedrank.bench;

import org.jspecify.annotations.NullMarked;
