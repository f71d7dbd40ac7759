package io.feedrank.ranking.training.text;

import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.state.VectorSpace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of posts and users as the feature jobs hold them at a moment: a post is the decayed mean
 * of its readers, a user that of the posts clicked, each as it was before the click.
 */
final class ReaderReplay {
    private final @Nullable DecayedVector[] posts;
    private final @Nullable DecayedVector[] users;
    private final float[] @Nullable [] sums;
    private final int[] readers;

    private ReaderReplay(int posts, int users) {
        this.posts = new @Nullable DecayedVector[posts];
        this.users = new @Nullable DecayedVector[users];
        this.sums = new float[posts][];
        this.readers = new int[posts];
    }

    /** What is known just before {@code untilMs}. */
    static ReaderReplay until(TextCorpus corpus, long untilMs) {
        String[] ids = corpus.users();
        ReaderReplay replay = new ReaderReplay(corpus.posts().size(), ids.length);
        float[][] fixed = new float[ids.length][];
        for (int user = 0; user < ids.length; user++) {
            fixed[user] = VectorSpace.ofReader(ids[user]);
        }
        for (int click = 0; click < corpus.clicks(); click++) {
            if (corpus.clickTime(click) >= untilMs) {
                break;
            }
            replay.click(
                    corpus.clickUser(click),
                    corpus.clickPost(click),
                    fixed[corpus.clickUser(click)],
                    Instant.ofEpochMilli(corpus.clickTime(click)));
        }
        return replay;
    }

    private void click(int user, int post, float[] reader, Instant time) {
        DecayedVector vector = posts[post];
        if (vector == null) {
            vector = VectorSpace.empty();
            posts[post] = vector;
        }
        float[] stamp = vector.unit();
        if (stamp != null) {
            DecayedVector taste = users[user];
            if (taste == null) {
                taste = VectorSpace.empty();
                users[user] = taste;
            }
            taste.add(stamp, time, VectorSpace.USER_HALF_LIFE);
        }
        vector.add(reader, time, VectorSpace.POST_HALF_LIFE);
        float[] sum = sums[post];
        if (sum == null) {
            sum = new float[VectorSpace.DIMENSIONS];
            sums[post] = sum;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += reader[i];
        }
        readers[post]++;
    }

    /** A post's unit vector; null when nobody had read it. */
    float @Nullable [] post(int post) {
        DecayedVector vector = posts[post];
        return vector == null ? null : vector.unit();
    }

    /** Plain mean of a post's readers, not of unit length; null when nobody had read it. */
    float @Nullable [] meanReader(int post) {
        float[] sum = sums[post];
        if (sum == null) {
            return null;
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sum[i] / readers[post];
        }
        return mean;
    }

    /** Clicks of a post. */
    int readers(int post) {
        return readers[post];
    }

    /** A user's unit vector; null when there is none yet. */
    float @Nullable [] user(int user) {
        DecayedVector vector = users[user];
        return vector == null ? null : vector.unit();
    }
}
