/** Tests of the plots. */
@NullMarked
package io.feedrank.ranking.training.evaluation.chart;

import org.jspecify.annotations.NullMarked;
