/**
 * The jobs to submit: mains that only wire sources and sinks to topologies.
 *
 * <p>May import everything below it.
 */
@NullMarked
package io.feedrank.jobs;

import org.jspecify.annotations.NullMarked;
