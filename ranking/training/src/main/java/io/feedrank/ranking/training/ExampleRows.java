package io.feedrank.ranking.training;

import io.feedrank.ranking.pipeline.score.ColumnMapping;
import io.feedrank.ranking.training.listwise.ListwiseExamples;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Examples as a model reads them, through the function that serving uses. */
final class ExampleRows {
    /**
     * Rows whose columns are brought into order at once: impressions near each other share them.
     */
    private static final int BLOCK = 8_192;

    private final Examples examples;
    private final ColumnMapping mapping;
    private final int width;
    private final int candidates;
    private float[] block = {};
    private int blockStart;
    private int blockEnd;

    /**
     * Rows of examples that don't change from now on.
     *
     * @param columns of the model
     * @param candidates how many posts relative columns look at: those of the list, and of the
     *     lists shown before it until there are so many; 0 for the list alone
     */
    ExampleRows(Examples examples, List<String> columns, int candidates) {
        this.examples = examples;
        this.mapping = ColumnMapping.of(examples.columns(), columns);
        this.width = columns.size();
        this.candidates = candidates;
    }

    /** Rows {@code float[posts][columns]} of an impression. */
    float[] of(int impression) {
        int first = impression;
        int start = examples.start(impression);
        int to = examples.start(impression + 1);
        while (first > 0 && to - examples.start(first) < candidates) {
            first--;
        }
        int among = examples.start(first);
        load(among, to);
        float[] rows =
                Arrays.copyOfRange(block, (start - blockStart) * width, (to - blockStart) * width);
        mapping.standardise(rows, block, among - blockStart, to - blockStart);
        return rows;
    }

    private void load(int from, int to) {
        if (from >= blockStart && to <= blockEnd) {
            return;
        }
        blockStart = from;
        blockEnd = Math.max(to, Math.min(examples.rows(), from + BLOCK));
        float[] values = new float[(blockEnd - blockStart) * examples.width()];
        examples.copyRows(blockStart, blockEnd, values, 0);
        block = mapping.take(values, blockEnd - blockStart);
    }

    /** The same of impressions {@code [from, to)}, one after the other. */
    float[] of(int from, int to) {
        float[] all = new float[(examples.start(to) - examples.start(from)) * width];
        int at = 0;
        for (int impression = from; impression < to; impression++) {
            float[] rows = of(impression);
            System.arraycopy(rows, 0, all, at, rows.length);
            at += rows.length;
        }
        return all;
    }

    /** The first {@code end} impressions, to train on. */
    ListwiseExamples until(int end) {
        ListwiseExamples listwise = new ListwiseExamples(width);
        for (int impression = 0; impression < end; impression++) {
            int start = examples.start(impression);
            byte[] flags = new byte[examples.start(impression + 1) - start];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = examples.flags(start + i);
            }
            listwise.add(Instant.ofEpochMilli(examples.timeMs(impression)), of(impression), flags);
        }
        return listwise;
    }
}
