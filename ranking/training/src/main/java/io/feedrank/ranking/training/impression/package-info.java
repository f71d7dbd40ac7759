/**
 * Features of an impression's posts from the events before it, and the listwise ranker over them.
 *
 * <p>Knows neither files nor Flink: events come in time order, rows go out. May import
 * feature-store, scoring and registry of ranking/pipeline, and the networks of training.
 */
@NullMarked
package io.feedrank.ranking.training.impression;

import org.jspecify.annotations.NullMarked;
