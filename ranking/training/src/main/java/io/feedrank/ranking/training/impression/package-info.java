/**
 * Features of an impression's posts from the events before it.
 *
 * <p>Knows neither files nor Flink: events come in time order, rows go out. May import
 * feature-store and the relation to the list of ranking/pipeline.
 */
@NullMarked
package io.feedrank.ranking.training.impression;

import org.jspecify.annotations.NullMarked;
