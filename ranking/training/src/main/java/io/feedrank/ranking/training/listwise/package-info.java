/**
 * The one training of rankers: networks with several heads, learned listwise over impressions, and
 * their export as a frozen SavedModel. What feeds are served by and what is evaluated is trained
 * here.
 *
 * <p>Knows no column by name. May import ranking/index's dense networks, scoring and registry of
 * ranking/pipeline, and the metrics and heads of training.
 */
@NullMarked
package io.feedrank.ranking.training.listwise;

import org.jspecify.annotations.NullMarked;
