package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.TiledCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All that is known of a user: one part a feature group. Mutable, not thread-safe. */
public record UserFeatures(
        TiledCounts activity,
        UserTopics topics,
        UserPosts posts,
        DecayedVector vector,
        DeclaredStates declared) {
    public static final Codec<UserFeatures> CODEC = new UserFeaturesCodec();

    /** Reads what was written before there were declared groups. */
    public static final Codec<UserFeatures> FIRST_CODEC = new FirstCodec();

    /** A user of whom no declared group is known. */
    public UserFeatures(
            TiledCounts activity, UserTopics topics, UserPosts posts, DecayedVector vector) {
        this(activity, topics, posts, vector, new DeclaredStates());
    }

    /** A user of whom nothing is known: every feature takes its default. */
    public static UserFeatures empty() {
        return new UserFeatures(
                UserActivity.empty(), new UserTopics(), new UserPosts(), VectorSpace.empty());
    }

    /** The same parts with no vector, where the user's is of another space than the posts'. */
    public UserFeatures withoutVector() {
        return new UserFeatures(activity, topics, posts, VectorSpace.empty(), declared);
    }

    /**
     * Takes in one event on one post.
     *
     * @param topic the post's, empty when it has none
     * @param postVector unit vector of the post as stamped when the event came, null when it had
     *     none
     */
    public void add(
            Signal signal,
            Instant time,
            String postId,
            String topic,
            float @Nullable [] postVector) {
        activity.add(time, signal.ordinal(), 1);
        if (!topic.isEmpty()) {
            topics.add(topic, time, signal);
        }
        posts.add(postId, signal);
        if (signal == Signal.CLICK && postVector != null) {
            vector.add(postVector, time, VectorSpace.USER_HALF_LIFE);
        }
    }

    /** The form before there were declared groups; for reading alone. */
    private static final class FirstCodec implements Codec<UserFeatures> {
        @Override
        public void write(UserFeatures value, DataOutput out) {
            throw new UnsupportedOperationException("an old form is only read");
        }

        @Override
        public UserFeatures read(DataInput in) throws IOException {
            return new UserFeatures(
                    UserActivity.CODEC.read(in),
                    UserTopics.CODEC.read(in),
                    UserPosts.CODEC.read(in),
                    VectorSpace.CODEC.read(in));
        }
    }

    private static final class UserFeaturesCodec implements Codec<UserFeatures> {
        @Override
        public void write(UserFeatures value, DataOutput out) throws IOException {
            UserActivity.CODEC.write(value.activity, out);
            UserTopics.CODEC.write(value.topics, out);
            UserPosts.CODEC.write(value.posts, out);
            VectorSpace.CODEC.write(value.vector, out);
            DeclaredStates.CODEC.write(value.declared, out);
        }

        @Override
        public UserFeatures copy(UserFeatures value) {
            return new UserFeatures(
                    UserActivity.CODEC.copy(value.activity),
                    UserTopics.CODEC.copy(value.topics),
                    UserPosts.CODEC.copy(value.posts),
                    VectorSpace.CODEC.copy(value.vector),
                    value.declared.copy());
        }

        @Override
        public UserFeatures read(DataInput in) throws IOException {
            UserFeatures before = FIRST_CODEC.read(in);
            return new UserFeatures(
                    before.activity,
                    before.topics,
                    before.posts,
                    before.vector,
                    DeclaredStates.CODEC.read(in));
        }
    }
}
