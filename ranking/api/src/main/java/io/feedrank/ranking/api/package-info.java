/**
 * The query API's process: main method, assembly, and the order in which it starts and stops.
 *
 * <p>May import every package below it.
 */
@NullMarked
package io.feedrank.ranking.api;

import org.jspecify.annotations.NullMarked;
