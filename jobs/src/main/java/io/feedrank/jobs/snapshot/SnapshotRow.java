package io.feedrank.jobs.snapshot;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.VersionedValue;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a value of the online store, taken apart.
 *
 * @param crossedWith of what its user is crossed with, null for a value of one thing
 * @param features by column name, as of {@code takenAt}; those of the value's group alone
 */
record SnapshotRow(
        FeatureGroup group,
        String entity,
        VersionedValue value,
        Instant takenAt,
        @Nullable String crossedWith,
        Map<String, Float> features) {}
