package io.feedrank.feature.aggregate;

import java.time.Duration;
import java.util.Arrays;

/**
 * Strengths by which keys are chosen out of sets, learned online: in the model of Luce (Individual
 * Choice Behavior, 1959) and Plackett (The Analysis of Permutations, 1975) key {@code i} of a set
 * is chosen with probability {@code exp(s_i) / sum of exp(s_j)}. Each choice moves the strengths of
 * its set up the gradient of the log-likelihood; between choices a strength decays towards 0, that
 * of a key of which nothing is known.
 *
 * <p>Inherently float, and the order of the choices matters. Seconds never go back. Not
 * thread-safe.
 */
public final class ChoiceStrengths {
    private final double step;
    private final double rate;
    private double[] strengths = new double[0];
    private long[] seconds = new long[0];

    /**
     * @param step how far a choice moves a strength, at most
     */
    public ChoiceStrengths(double step, Duration halfLife) {
        this.step = step;
        this.rate = DecayedSums.rate(halfLife);
    }

    /** The strength of {@code key} by {@code second}. */
    public double get(int key, long second) {
        return key >= strengths.length
                ? 0
                : DecayedSums.left(strengths[key], rate, second - seconds[key]);
    }

    /**
     * Learns from one set; nothing when none of it was chosen.
     *
     * @param keys each once
     * @param chosen by position in {@code keys}; several share the choice
     */
    public void learn(int[] keys, boolean[] chosen, long second) {
        double[] powers = new double[keys.length];
        double total = 0;
        int choices = 0;
        for (int i = 0; i < keys.length; i++) {
            powers[i] = StrictMath.exp(get(keys[i], second));
            total += powers[i];
            choices += chosen[i] ? 1 : 0;
        }
        if (choices == 0) {
            return;
        }
        for (int i = 0; i < keys.length; i++) {
            double surprise = (chosen[i] ? 1.0 / choices : 0) - powers[i] / total;
            double moved = get(keys[i], second) + step * surprise;
            reserve(keys[i]);
            strengths[keys[i]] = moved;
            seconds[keys[i]] = second;
        }
    }

    private void reserve(int key) {
        if (key >= strengths.length) {
            int capacity = Math.max(1024, 2 * key);
            strengths = Arrays.copyOf(strengths, capacity);
            seconds = Arrays.copyOf(seconds, capacity);
        }
    }
}
