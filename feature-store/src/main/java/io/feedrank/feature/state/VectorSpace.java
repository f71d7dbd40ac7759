package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayedVector;
import java.time.Duration;

/**
 * The vector space {@value #NAME}: a reader is a fixed random vector, a post the decayed mean of
 * its readers, a user the decayed mean of the posts clicked. Posts with common readers lie close
 * (random projection of the reader-post matrix; Achlioptas 2003), and nothing is circular, since
 * readers are fixed.
 */
public final class VectorSpace {
    public static final String NAME = "reader-v1";
    public static final int DIMENSIONS = 64;

    /** How fast a post forgets its readers. */
    public static final Duration POST_HALF_LIFE = Duration.ofDays(3);

    /** How fast a user forgets the posts read. */
    public static final Duration USER_HALF_LIFE = Duration.ofDays(3);

    public static final Codec<DecayedVector> CODEC = DecayedVector.codec(DIMENSIONS);

    private static final float COMPONENT = (float) (1 / Math.sqrt(DIMENSIONS));

    private VectorSpace() {}

    public static DecayedVector empty() {
        return new DecayedVector(DIMENSIONS);
    }

    /**
     * The fixed vector of a reader: random signs from a hash of the id, unit length, {@code
     * float[64]}.
     */
    public static float[] ofReader(String userId) {
        long bits = hash(userId);
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (bits >>> i & 1) == 0 ? -COMPONENT : COMPONENT;
        }
        return vector;
    }

    /** Dot product of two vectors of this space. */
    public static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** FNV-1a over the characters, finished by the mixer of SplitMix64 (Steele et al. 2014). */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
