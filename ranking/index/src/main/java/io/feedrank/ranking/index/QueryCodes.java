package io.feedrank.ranking.index;

/**
 * A query as the kernels want it.
 *
 * @param components {@code short[dimensions]}
 * @param spread each component 16 times
 * @param bias 128 times the sum of the components, modulo 2^16
 * @param scale a dot product of codes times this is one of floats
 * @param offset to add to get the similarity
 * @param low no similarity by code is lower
 * @param high hardly any is higher
 */
@SuppressWarnings("ArrayRecordComponent")
record QueryCodes(
        short[] components,
        short[] spread,
        short bias,
        float scale,
        float offset,
        float low,
        float high) {}
