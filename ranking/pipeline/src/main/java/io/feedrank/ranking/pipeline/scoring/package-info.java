/**
 * Scores candidates with the models of the registry, served by TensorFlow through DJL.
 *
 * <p>May import registry and the feature catalog; knows no stage of the pipeline.
 */
@NullMarked
package io.feedrank.ranking.pipeline.scoring;

import org.jspecify.annotations.NullMarked;
