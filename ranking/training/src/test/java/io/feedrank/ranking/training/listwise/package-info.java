/** Tests of the training of rankers. */
@NullMarked
package io.feedrank.ranking.training.listwise;

import org.jspecify.annotations.NullMarked;
