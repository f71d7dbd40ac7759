/**
 * The oracle: loops over the raw events, beside what the jobs made of them on a real cluster that
 * lost its task manager on the way. May import the feature store and the stack.
 */
@NullMarked
package io.feedrank.tests.oracle;

import org.jspecify.annotations.NullMarked;
