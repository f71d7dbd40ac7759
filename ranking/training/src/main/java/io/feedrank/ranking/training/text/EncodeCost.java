package io.feedrank.ranking.training.text;

import io.feedrank.feature.text.TextTower;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** What giving a post its vector costs, by the CPU time of this thread. */
final class EncodeCost {
    private static final int ROUNDS = 9;
    private static final int A_ROUND = 2_000;

    private EncodeCost() {}

    /** Microseconds a title, the median of several rounds over the posts. */
    static double micros(TextTower tower, TextCorpus corpus) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] rounds = new double[ROUNDS];
        int known = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < A_ROUND; i++) {
                TextCorpus.Post post = corpus.posts().get((round + i) % corpus.posts().size());
                known += tower.vector(post.title(), post.language(), post.topic()) == null ? 0 : 1;
            }
            rounds[round] = (threads.getCurrentThreadCpuTime() - begun) / 1e3 / A_ROUND;
        }
        Arrays.sort(rounds);
        return known == 0 ? Double.NaN : rounds[ROUNDS / 2];
    }
}
