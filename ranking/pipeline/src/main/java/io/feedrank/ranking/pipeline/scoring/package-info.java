/**
 * Scores candidates with the models of the registry: by TensorFlow through DJL, small ones by the
 * JVM alone.
 *
 * <p>May import registry, the feature catalog and dense networks; knows no stage of the pipeline.
 */
@NullMarked
package io.feedrank.ranking.pipeline.scoring;

import org.jspecify.annotations.NullMarked;
