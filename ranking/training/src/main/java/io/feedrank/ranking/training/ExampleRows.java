package io.feedrank.ranking.training;

import io.feedrank.ranking.pipeline.score.ColumnMapping;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.feedrank.ranking.training.listwise.ListwiseExamples;
import java.time.Instant;
import java.util.List;

/** Examples as a model reads them, through the function that serving uses. */
final class ExampleRows {
    private final Examples examples;
    private final List<String> columns;
    private final int candidates;

    /**
     * @param columns of the model
     * @param candidates how many posts relative columns look at: those of the list, and of the
     *     lists shown before it until there are so many; 0 for the list alone
     */
    ExampleRows(Examples examples, List<String> columns, int candidates) {
        this.examples = examples;
        this.columns = List.copyOf(columns);
        this.candidates = candidates;
    }

    /** Rows {@code float[posts][columns]} of an impression. */
    float[] of(int impression) {
        int first = impression;
        int to = examples.start(impression + 1);
        while (first > 0 && to - examples.start(first) < candidates) {
            first--;
        }
        FeatureRows own = rows(examples.start(impression), to);
        FeatureRows among = first == impression ? own : rows(examples.start(first), to);
        return ColumnMapping.map(own, columns, among);
    }

    /** The same of impressions {@code [from, to)}, one after the other. */
    float[] of(int from, int to) {
        float[] all = new float[(examples.start(to) - examples.start(from)) * columns.size()];
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
        ListwiseExamples listwise = new ListwiseExamples(columns.size());
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

    private FeatureRows rows(int from, int to) {
        float[] values = new float[(to - from) * examples.width()];
        examples.copyRows(from, to, values, 0);
        return new FeatureRows(values, to - from, examples.columns());
    }
}
