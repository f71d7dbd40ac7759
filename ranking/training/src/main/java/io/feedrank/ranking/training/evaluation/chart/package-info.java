/**
 * Plots for reports, as SVG: no fonts or screen are needed on the machine that writes them.
 *
 * <p>May import nothing.
 */
@NullMarked
package io.feedrank.ranking.training.evaluation.chart;

import org.jspecify.annotations.NullMarked;
