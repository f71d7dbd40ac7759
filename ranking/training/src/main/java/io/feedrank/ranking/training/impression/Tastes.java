package io.feedrank.ranking.training.impression;

import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.state.VectorSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Likeness on vectors: a reader is a fixed random vector, a post the mean of its readers, a user
 * the mean of the posts taken, each as it was then. Says how near a user is to a post, to its
 * nearest readers, and to those who chose it rather than others.
 */
final class Tastes implements FeatureFamily {
    private static final Duration POST_HALF_LIFE = Duration.ofDays(3);
    private static final Duration USER_HALF_LIFE = Duration.ofDays(10);
    private static final int NEWEST_READERS = 100;

    private static final class Post {
        final DecayedVector vector = VectorSpace.empty();
        final float[] chosenBy = new float[VectorSpace.DIMENSIONS];
        final List<Integer> readers = new ArrayList<>();
        float[] unit = new float[VectorSpace.DIMENSIONS];
    }

    private static final class User {
        final DecayedVector vector = VectorSpace.empty();
        float[] unit = new float[VectorSpace.DIMENSIONS];
    }

    private final Interner names;
    private final PerKey<Post> posts = new PerKey<>(Post::new);
    private final PerKey<User> users = new PerKey<>(User::new);

    /**
     * @param names of the users, whose vectors hang on them
     */
    Tastes(Interner names) {
        this.names = names;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.post("taste_for_post"),
                Column.post("nearest_reader"),
                Column.post("nearest_readers_3"),
                Column.post("near_choosers"));
    }

    @Override
    public void fill(View view, Block out) {
        float[] user = users.get(view.user()).unit;
        for (int row = 0; row < view.size(); row++) {
            Post post = posts.get(view.posts()[row]);
            out.set(row, 0, VectorSpace.dot(user, post.unit));
            nearest(view.user(), user, post, row, out);
            out.set(row, 3, VectorSpace.dot(user, post.chosenBy));
        }
    }

    @Override
    public void impressed(View view) {
        if (!view.frontPage()) {
            take(view.user(), view.page(), view.second());
        }
    }

    @Override
    public void clicked(View view, boolean[] clicked, long second) {
        float[] user = users.get(view.user()).unit;
        int clicks = 0;
        for (boolean click : clicked) {
            clicks += click ? 1 : 0;
        }
        float chance = (float) clicks / view.size();
        for (int row = 0; row < clicked.length; row++) {
            float[] chosenBy = posts.change(view.posts()[row]).chosenBy;
            float beyond = (clicked[row] ? 1 : 0) - chance;
            for (int i = 0; i < chosenBy.length; i++) {
                chosenBy[i] += beyond * user[i];
            }
        }
        for (int row = 0; row < clicked.length; row++) {
            if (clicked[row]) {
                take(view.user(), view.posts()[row], second);
            }
        }
    }

    @Override
    public void read(int user, int post, long second, double seconds, double scrollPercent) {
        take(user, post, second);
    }

    private void nearest(int self, float[] user, Post post, int row, Block out) {
        float first = 0;
        float second = 0;
        float third = 0;
        int size = post.readers.size();
        for (int i = Math.max(0, size - NEWEST_READERS); i < size; i++) {
            int reader = post.readers.get(i);
            float near = reader == self ? 0 : VectorSpace.dot(user, users.get(reader).unit);
            if (near > first) {
                third = second;
                second = first;
                first = near;
            } else if (near > second) {
                third = second;
                second = near;
            } else if (near > third) {
                third = near;
            }
        }
        out.set(row, 1, first);
        out.set(row, 2, (first + second + third) / 3);
    }

    private void take(int userNumber, int postNumber, long second) {
        Instant now = Instant.ofEpochSecond(second);
        Post post = posts.change(postNumber);
        User user = users.change(userNumber);
        if (post.vector.mass() > 0) {
            user.vector.add(post.unit, now, USER_HALF_LIFE);
            user.unit = unit(user.vector);
        }
        if (!post.readers.contains(userNumber)) {
            post.readers.add(userNumber);
            post.vector.add(VectorSpace.ofReader(names.name(userNumber)), now, POST_HALF_LIFE);
            post.unit = unit(post.vector);
        }
    }

    private static float[] unit(DecayedVector vector) {
        float[] unit = vector.unit();
        return unit == null ? new float[VectorSpace.DIMENSIONS] : unit;
    }
}
