package io.feedrank.ranking.index.dense;

/**
 * How a raw row is taken in: {@code log(1 + max(x, 0))} of the columns that ask for it, then {@code
 * (x - mean) * inverseDeviation}, then cut at {@code limit} on both sides.
 *
 * @param logarithmic 1 for a column whose logarithm is taken, else 0
 * @param limit the largest scaled value; above 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InputScaling(
        float[] logarithmic, float[] mean, float[] inverseDeviation, float limit) {
    public InputScaling {
        if (logarithmic.length == 0
                || mean.length != logarithmic.length
                || inverseDeviation.length != logarithmic.length) {
            throw new IllegalArgumentException(
                    "got the scales of "
                            + logarithmic.length
                            + ", "
                            + mean.length
                            + " and "
                            + inverseDeviation.length
                            + " columns, expected as many of each and at least one");
        }
        if (!(limit > 0)) {
            throw new IllegalArgumentException("got limit " + limit + ", expected more than 0");
        }
    }

    int width() {
        return mean.length;
    }

    /** Whether a logarithm is taken of any column in {@code [from, to)}. */
    boolean hasLogarithm(int from, int to) {
        for (int column = from; column < to; column++) {
            if (logarithmic[column] != 0) {
                return true;
            }
        }
        return false;
    }
}
