/**
 * End-to-end tests of the whole stack, and the rules of the house that hold for every module. May
 * import everything.
 */
@NullMarked
package io.feedrank.tests;

import org.jspecify.annotations.NullMarked;
