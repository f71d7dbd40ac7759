package io.feedrank.ranking.index;

/** Arrays for the codes of one query after another, so that a build of millions leaves no waste. */
final class QueryRoom {
    float[] rest = {};
    short[] components = {};
    short[] spread = {};

    /** Makes them as long as it takes. */
    void fit(int dimensions) {
        if (rest.length != dimensions) {
            rest = new float[dimensions];
            components = new short[dimensions];
            spread = new short[dimensions * CodeKernel.LANES];
        }
    }
}
