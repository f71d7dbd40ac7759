package io.feedrank.ranking.pipeline.score;

import java.util.Arrays;
import java.util.List;

/**
 * Features of all candidates of a request.
 *
 * @param values row-major {@code float[count][columns.size()]}
 */
@SuppressWarnings("ArrayRecordComponent") // the hot path; never compared
public record FeatureRows(float[] values, int count, List<String> columns) {
    /** A copy of one row. */
    public float[] row(int index) {
        int width = columns.size();
        return Arrays.copyOfRange(values, index * width, (index + 1) * width);
    }
}
