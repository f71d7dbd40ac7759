package io.feedrank.ranking.training.text;

import io.feedrank.feature.text.TextEncoder;
import io.feedrank.feature.text.TextFeatures;
import java.util.ArrayList;
import java.util.List;

/** Posts to learn from: what their titles consist of, and the mean of their readers. */
final class TowerExamples {
    private final List<Example> examples = new ArrayList<>();

    /**
     * One post.
     *
     * @param mean of the fixed vectors of its readers, a click each: {@code float[64]}
     * @param readers how many those are
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Example(TextFeatures features, float[] mean, int readers) {}

    /** Posts {@code 0} to {@code to} (exclusive) that have a title and were read by then. */
    static TowerExamples of(TextCorpus corpus, ReaderReplay known, int to, int buckets) {
        TowerExamples examples = new TowerExamples();
        TextEncoder encoder = new TextEncoder(buckets);
        for (int i = 0; i < to; i++) {
            float[] mean = known.meanReader(i);
            if (mean == null) {
                continue;
            }
            TextCorpus.Post post = corpus.posts().get(i);
            TextFeatures features = encoder.encode(post.title(), post.language(), post.topic());
            if (features.size() > 0) {
                examples.examples.add(new Example(features, mean, known.readers(i)));
            }
        }
        return examples;
    }

    int size() {
        return examples.size();
    }

    Example get(int i) {
        return examples.get(i);
    }
}
