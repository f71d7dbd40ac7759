/**
 * A post on its way through the pipeline; each type carries how far it has come.
 *
 * <p>May import the feature store.
 */
@NullMarked
package io.feedrank.ranking.pipeline.candidate;

import org.jspecify.annotations.NullMarked;
