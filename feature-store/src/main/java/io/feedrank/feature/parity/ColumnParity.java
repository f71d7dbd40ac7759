package io.feedrank.feature.parity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How one feature came out. Filled while rows are compared; not thread-safe. */
public final class ColumnParity {
    private final double tolerance;
    private final Map<String, Long> skipped = new TreeMap<>();
    private long compared;
    private long equal;
    private long defaults;
    private double worst;
    private String example = "";

    /**
     * A feature that was not compared yet.
     *
     * @param tolerance how far values may lie apart; 0: bit-equal
     */
    ColumnParity(double tolerance) {
        this.tolerance = tolerance;
    }

    void skip(String reason) {
        skipped.merge(reason, 1L, Long::sum);
    }

    /** Whether the two are equal as this feature is to be. */
    boolean same(float served, float recomputed) {
        return same(served, recomputed, tolerance);
    }

    static boolean same(float one, float other, double tolerance) {
        return Float.floatToIntBits(one) == Float.floatToIntBits(other)
                || (tolerance > 0 && Math.abs((double) one - other) <= tolerance);
    }

    /**
     * Compares.
     *
     * @param ofNothing whether nothing was read, so that both are to be the default
     * @param where said of the first that differs
     */
    void compare(float served, float recomputed, boolean ofNothing, Supplier<String> where) {
        boolean same = same(served, recomputed);
        if (ofNothing) {
            defaults++;
        }
        compared++;
        if (same) {
            equal++;
        } else if (example.isEmpty()) {
            example = where.get() + ": served " + served + ", recomputed " + recomputed;
        }
        if (Float.floatToIntBits(served) != Float.floatToIntBits(recomputed)) {
            double difference = Math.abs((double) served - recomputed);
            worst = Double.isNaN(difference) ? Double.MAX_VALUE : Math.max(worst, difference);
        }
    }

    /** Values that were recomputed. */
    public long compared() {
        return compared;
    }

    /** Those of them that equal what was served, bit by bit or within the tolerance. */
    public long equal() {
        return equal;
    }

    /** Those of them of which nothing was known when they were served: defaults. */
    public long defaults() {
        return defaults;
    }

    /** Values that differ. */
    public long differing() {
        return compared - equal;
    }

    /** Values that were not compared, by reason. */
    public Map<String, Long> skipped() {
        return new TreeMap<>(skipped);
    }

    /** How far values may lie apart; 0: bit-equal. */
    public double tolerance() {
        return tolerance;
    }

    /** The greatest difference between served and recomputed. */
    public double worst() {
        return worst;
    }

    /** The first value that differs, in words; empty when none does. */
    public String example() {
        return example;
    }

    /** For JSON, in a fixed order. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("compared", compared);
        map.put("equal", equal);
        map.put("defaults", defaults);
        map.put("differing", differing());
        map.put("skipped", skipped());
        map.put("tolerance", tolerance);
        map.put("worst_difference", worst);
        map.put("example", example);
        return map;
    }
}
