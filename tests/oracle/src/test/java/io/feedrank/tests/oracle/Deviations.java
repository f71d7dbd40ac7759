package io.feedrank.tests.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares values of columns with those of the loop, and remembers by how much they are off. */
final class Deviations {
    private static final int MOST_NAMED = 20;

    private final Map<String, Double> largest = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long compared;
    private long wrong;

    /** One value: bit for bit where the feature declares no tolerance. */
    void compare(String of, Feature feature, float found, double expected) {
        double tolerance = feature.aggregation().tolerance();
        double off = Math.abs((double) found - expected);
        boolean same =
                tolerance == 0
                        ? Float.floatToIntBits(found) == Float.floatToIntBits((float) expected)
                        : off <= tolerance;
        if (tolerance > 0) {
            largest.merge(feature.name(), off, Math::max);
        }
        say(of, feature.name(), found, expected, same);
    }

    /** One value that is no feature. */
    void compare(String of, String what, long found, long expected) {
        say(of, what, found, expected, found == expected);
    }

    private void say(String of, String what, Object found, Object expected, boolean same) {
        compared++;
        if (!same) {
            wrong++;
            if (failures.size() < MOST_NAMED) {
                failures.add(of + " " + what + ": got " + found + ", the loop says " + expected);
            }
        }
    }

    void requireNone(String what) {
        assertThat(failures).as("%s: %d of %d values are wrong", what, wrong, compared).isEmpty();
        assertThat(compared).as("%s: values compared", what).isPositive();
    }

    long compared() {
        return compared;
    }

    /** The largest difference of each column that has a tolerance. */
    Map<String, Double> largest() {
        return largest;
    }
}
