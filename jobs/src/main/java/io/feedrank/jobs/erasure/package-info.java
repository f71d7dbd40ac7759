/**
 * How the jobs let go of a person, and take no more of them: the list of suppressed users is
 * broadcast to whatever is keyed by user or takes events in.
 *
 * <p>May import record and the feature store.
 */
@NullMarked
package io.feedrank.jobs.erasure;

import org.jspecify.annotations.NullMarked;
