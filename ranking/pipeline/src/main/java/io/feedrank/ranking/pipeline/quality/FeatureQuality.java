package io.feedrank.ranking.pipeline.quality;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Meters of each feature, from a few rows of every request: {@code feedrank.features.values} and
 * how many of them took the declared default or were no number ({@code feedrank.features.nulls}),
 * and {@code feedrank.features.drift}. Thread-safe.
 */
public final class FeatureQuality {
    /** Rows of a request that are looked at, so that a long list costs no more than a short one. */
    static final int ROWS_A_REQUEST = 8;

    private final List<String> columns;
    private final float[] defaults;
    private final Counter[] values;
    private final Counter[] nulls;
    private final DriftWindows windows;

    /**
     * Registers the meters of the catalog's features.
     *
     * @param window how long rows are gathered before they are a window of drift
     */
    public FeatureQuality(FeatureCatalog catalog, MeterRegistry registry, Duration window) {
        int width = catalog.width();
        this.columns = catalog.columns();
        this.defaults = new float[width];
        this.values = new Counter[width];
        this.nulls = new Counter[width];
        this.windows = new DriftWindows(window, width);
        for (int i = 0; i < width; i++) {
            Feature feature = catalog.features().get(i);
            int column = i;
            defaults[i] = (float) feature.defaultValue();
            values[i] =
                    Counter.builder("feedrank.features.values")
                            .description("Values of sampled rows that models were asked with.")
                            .tags(tags(feature))
                            .register(registry);
            nulls[i] =
                    Counter.builder("feedrank.features.nulls")
                            .description("Those of them that are the default, or no number.")
                            .tags(tags(feature))
                            .register(registry);
            Gauge.builder("feedrank.features.drift", windows, all -> all.drift(column))
                    .description("Population stability index beside the oldest window kept.")
                    .tags(tags(feature))
                    .register(registry);
        }
    }

    private static String[] tags(Feature feature) {
        return new String[] {"feature", feature.name(), "group", feature.group().qualifiedName()};
    }

    /** Looks at a few of the rows; rows of another catalog are passed over. */
    public void observe(FeatureRows rows, Instant asOf) {
        if (rows.count() == 0 || !rows.columns().equals(columns)) {
            return;
        }
        int width = columns.size();
        int sampled = Math.min(rows.count(), ROWS_A_REQUEST);
        int first = ThreadLocalRandom.current().nextInt(rows.count());
        int[] missing = new int[width];
        for (int i = 0; i < sampled; i++) {
            // Spread over the whole list: candidates of one source stand beside each other.
            int row = (int) ((first + (long) i * rows.count() / sampled) % rows.count());
            int offset = row * width;
            for (int column = 0; column < width; column++) {
                float value = rows.values()[offset + column];
                if (value == defaults[column] || !Float.isFinite(value)) {
                    missing[column]++;
                }
            }
            windows.offer(rows.values(), offset, asOf);
        }
        for (int column = 0; column < width; column++) {
            values[column].increment(sampled);
            if (missing[column] > 0) {
                nulls[column].increment(missing[column]);
            }
        }
    }
}
