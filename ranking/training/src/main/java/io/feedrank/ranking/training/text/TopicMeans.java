package io.feedrank.ranking.training.text;

import io.feedrank.feature.state.VectorSpace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A baseline: every post gets the mean of the readers of its topic, or of its topic in its
 * language; where nobody read those, of all.
 */
final class TopicMeans implements PostVectors {
    private final TextCorpus corpus;
    private final boolean byLanguage;
    private final Map<String, float[]> sums = new HashMap<>();

    /** Means over posts {@code 0} to {@code to} (exclusive). */
    TopicMeans(TextCorpus corpus, ReaderReplay known, int to, boolean byLanguage) {
        this.corpus = corpus;
        this.byLanguage = byLanguage;
        for (int post = 0; post < to; post++) {
            float[] mean = known.meanReader(post);
            if (mean != null) {
                add(key(post), mean, known.readers(post));
                add("", mean, known.readers(post));
            }
        }
    }

    private void add(String key, float[] mean, int readers) {
        float[] sum = sums.computeIfAbsent(key, none -> new float[VectorSpace.DIMENSIONS]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += readers * mean[i];
        }
    }

    @Override
    public float @Nullable [] of(int post) {
        float[] sum = sums.getOrDefault(key(post), sums.get(""));
        if (sum == null) {
            return null;
        }
        float scale = (float) (1 / Math.sqrt(VectorSpace.dot(sum, sum)));
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = sum[i] * scale;
        }
        return unit;
    }

    private String key(int post) {
        TextCorpus.Post row = corpus.posts().get(post);
        return "topic " + row.topic() + (byLanguage ? " in " + row.language() : "");
    }
}
