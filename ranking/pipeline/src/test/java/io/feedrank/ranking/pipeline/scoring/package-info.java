/** Tests of how models are called. */
@NullMarked
package io.feedrank.ranking.pipeline.scoring;

import org.jspecify.annotations.NullMarked;
