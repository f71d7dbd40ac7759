package io.feedrank.ranking.training.impression;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Exponentially decayed sums of dense keys, each at several half-lives: {@code sum of weight *
 * 2^(-age / half-life)}, exact but for rounding. Seconds never go back. One thread.
 */
final class DecayedSums {
    private final double[] rates;
    private double[] sums = new double[0];
    private long[] seconds = new long[0];

    DecayedSums(List<Duration> halfLives) {
        rates = new double[halfLives.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = StrictMath.log(2) / halfLives.get(i).toSeconds();
        }
    }

    static DecayedSums of(Duration... halfLives) {
        return new DecayedSums(List.of(halfLives));
    }

    void add(int key, long second, double weight) {
        reserve(key);
        long past = second - seconds[key];
        int at = key * rates.length;
        for (int i = 0; i < rates.length; i++) {
            sums[at + i] = sums[at + i] * StrictMath.exp(-rates[i] * past) + weight;
        }
        seconds[key] = second;
    }

    double get(int key, int halfLife, long second) {
        if (key >= seconds.length) {
            return 0;
        }
        double sum = sums[key * rates.length + halfLife];
        return sum == 0 ? 0 : sum * StrictMath.exp(-rates[halfLife] * (second - seconds[key]));
    }

    private void reserve(int key) {
        if (key >= seconds.length) {
            int capacity = Math.max(1024, 2 * key);
            seconds = Arrays.copyOf(seconds, capacity);
            sums = Arrays.copyOf(sums, capacity * rates.length);
        }
    }
}
