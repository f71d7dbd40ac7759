/** Tests of the evaluation. */
@NullMarked
package io.feedrank.ranking.training.evaluation;

import org.jspecify.annotations.NullMarked;
