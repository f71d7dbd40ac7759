package io.feedrank.feature.catalog;

import java.io.Serializable;

/**
 * What a smoothed rate starts from: so many successes in so many trials.
 *
 * @param trials more than 0
 */
public record Prior(double successes, double trials) implements Serializable {
    /** One click in ten impressions. */
    public static final Prior ONE_IN_TEN = new Prior(1, 10);

    /** The smoothed rate. */
    public double rate(double of, double per) {
        return (of + successes) / (per + trials);
    }
}
