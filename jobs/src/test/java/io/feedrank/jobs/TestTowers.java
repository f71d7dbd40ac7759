package io.feedrank.jobs;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.DenseLayer;
import io.feedrank.feature.text.Embedding;
import io.feedrank.feature.text.TextTower;
import java.util.Random;

/** Untrained towers: each version has weights of its own. */
public final class TestTowers {
    private static final int BUCKETS = 1 << 10;
    private static final int WIDTH = 8;

    private TestTowers() {}

    public static TextTower tower(String version, float worthReaders) {
        Random random = new Random(version.hashCode());
        return new TextTower(
                new TextTower.Identity(version, VectorSpace.NAME, worthReaders),
                Embedding.quantised(normal(random, BUCKETS * WIDTH), WIDTH),
                new DenseLayer(
                        WIDTH,
                        normal(random, VectorSpace.DIMENSIONS * WIDTH),
                        new float[VectorSpace.DIMENSIONS]));
    }

    private static float[] normal(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
