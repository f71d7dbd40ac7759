/** Tests of the baselines. */
@NullMarked
package io.feedrank.ranking.training.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
