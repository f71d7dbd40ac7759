package io.feedrank.jobs.snapshot;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.VersionedValue;
import java.time.Instant;
import java.util.Map;

/**
 * A value of the online store, taken apart.
 *
 * @param features by column name, as of {@code takenAt}; those of the value's group alone
 */
record SnapshotRow(
        FeatureGroup group,
        String entity,
        VersionedValue value,
        Instant takenAt,
        Map<String, Float> features) {}
