package io.feedrank.ranking.training;

/** Scores impressions in batches and hands them over one by one. */
final class ImpressionScores {
    private final Examples examples;
    private final int from;
    private final int to;
    private final int batchRows;

    /** Scores rows: {@code float[count][width]} to {@code float[count]}. */
    interface RowScorer {
        float[] score(float[] rows, int count);
    }

    /** Takes the scores of one impression and which of its rows were clicked. */
    interface Consumer {
        void accept(float[] scores, boolean[] clicked);
    }

    /** Of impressions {@code [from, to)}, about {@code batchRows} rows at a time. */
    ImpressionScores(Examples examples, int from, int to, int batchRows) {
        this.examples = examples;
        this.from = from;
        this.to = to;
        this.batchRows = batchRows;
    }

    void forEach(RowScorer scorer, Consumer consumer) {
        int next = from;
        while (next < to) {
            int first = next;
            int start = examples.start(first);
            while (next < to && (next == first || examples.start(next + 1) - start <= batchRows)) {
                next++;
            }
            int count = examples.start(next) - start;
            float[] rows = new float[count * examples.width()];
            examples.copyRows(start, start + count, rows, 0);
            float[] scores = scorer.score(rows, count);
            for (int impression = first; impression < next; impression++) {
                handOver(impression, scores, start, consumer);
            }
        }
    }

    private void handOver(int impression, float[] scores, int offset, Consumer consumer) {
        int start = examples.start(impression);
        int count = examples.start(impression + 1) - start;
        float[] own = new float[count];
        boolean[] clicked = new boolean[count];
        for (int i = 0; i < count; i++) {
            own[i] = scores[start - offset + i];
            clicked[i] = examples.label(start + i, Head.CLICK);
        }
        consumer.accept(own, clicked);
    }
}
