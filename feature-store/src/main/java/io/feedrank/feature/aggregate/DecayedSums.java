package io.feedrank.feature.aggregate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Exponentially decayed sums of many keys, each at several half-lives: the sum of {@code weight *
 * 2^(-age / half-life)} over what was added. Inherently float: equal to the sum over the raw events
 * within 1e-9 of its size. Keys are small dense numbers; seconds of one key never go back. Not
 * thread-safe.
 */
public final class DecayedSums {
    private final double[] rates;
    private double[] sums = new double[0];
    private long[] seconds = new long[0];

    public DecayedSums(List<Duration> halfLives) {
        rates = halfLives.stream().mapToDouble(DecayedSums::rate).toArray();
    }

    /** Sums at these half-lives. */
    public static DecayedSums of(Duration... halfLives) {
        return new DecayedSums(List.of(halfLives));
    }

    /** Adds {@code weight} to all sums of {@code key}. */
    public void add(int key, long second, double weight) {
        reserve(key);
        long past = second - seconds[key];
        int at = key * rates.length;
        for (int i = 0; i < rates.length; i++) {
            sums[at + i] = left(sums[at + i], rates[i], past) + weight;
        }
        seconds[key] = second;
    }

    /**
     * What is left by {@code second}.
     *
     * @param halfLife which, by its position among those given
     */
    public double get(int key, int halfLife, long second) {
        return key >= seconds.length
                ? 0
                : left(sums[key * rates.length + halfLife], rates[halfLife], second - seconds[key]);
    }

    /** Decay a second: {@code ln 2 / half-life}. */
    static double rate(Duration halfLife) {
        return StrictMath.log(2) / halfLife.toSeconds();
    }

    /** What is left of {@code sum} after {@code past} seconds. */
    static double left(double sum, double rate, long past) {
        return sum == 0 ? 0 : sum * StrictMath.exp(-rate * past);
    }

    private void reserve(int key) {
        if (key >= seconds.length) {
            int capacity = Math.max(1024, 2 * key);
            seconds = Arrays.copyOf(seconds, capacity);
            sums = Arrays.copyOf(sums, capacity * rates.length);
        }
    }
}
