/**
 * Where candidates come from, and how they are merged.
 *
 * <p>May import candidate, user and the indexes.
 */
@NullMarked
package io.feedrank.ranking.pipeline.source;

import org.jspecify.annotations.NullMarked;
