package io.feedrank.ranking.pipeline.scoring;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model says of a candidate set, row by row.
 *
 * @param score what to rank by: the heads' probabilities, summed by the weights of the manifest
 * @param heads probability by head ({@code click}, {@code dwell}, {@code like}, {@code hide}), each
 *     as long as {@code score}
 */
@SuppressWarnings("ArrayRecordComponent") // the hot path; never compared
public record Scores(float[] score, Map<String, float[]> heads) {
    /** What it says of rows {@code [from, to)}, in arrays of their own. */
    Scores slice(int from, int to) {
        Map<String, float[]> part = new LinkedHashMap<>();
        heads.forEach((head, values) -> part.put(head, Arrays.copyOfRange(values, from, to)));
        return new Scores(Arrays.copyOfRange(score, from, to), part);
    }
}
