package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.TiledCounts;

/**
 * What post features are computed from.
 *
 * @param createdAtMs epoch milliseconds
 */
public record PostFeatures(TiledCounts stats, long createdAtMs) {}
