/**
 * What served feature values look like: how many took their default, and how far they drifted.
 *
 * <p>May import the catalog and the rows of score.
 */
@NullMarked
package io.feedrank.ranking.pipeline.quality;

import org.jspecify.annotations.NullMarked;
