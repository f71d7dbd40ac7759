/**
 * The topology that writes the offline store: events and point-in-time training examples.
 *
 * <p>May import intake, record and sink.
 */
@NullMarked
package io.feedrank.jobs.offline;

import org.jspecify.annotations.NullMarked;
