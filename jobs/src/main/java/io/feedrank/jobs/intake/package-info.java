/**
 * What both topologies share: bad records out, duplicates out, late events out, one record a post.
 *
 * <p>May import record and source.
 */
@NullMarked
package io.feedrank.jobs.intake;

import org.jspecify.annotations.NullMarked;
