/**
 * The topology that keeps the online store.
 *
 * <p>May import intake, record and sink.
 */
@NullMarked
package io.feedrank.jobs.online;

import org.jspecify.annotations.NullMarked;
