package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a job keeps of one user. Mutable; owned by one key. */
public final class UserState {
    public static final Codec<UserState> CODEC = new UserStateCodec();

    private UserFeatures features = UserFeatures.empty();
    private long sequence;
    private long drainedSecond = Long.MIN_VALUE;

    public UserFeatures features() {
        return features;
    }

    /** The last second of event time that was taken in, in order; offline alone. */
    public long drainedSecond() {
        return drainedSecond;
    }

    /** All of {@code second} was taken in. */
    public void drained(long second) {
        drainedSecond = Math.max(drainedSecond, second);
    }

    /** Number of updates taken in. */
    public long sequence() {
        return sequence;
    }

    /** Takes in a touch. */
    public void apply(EnrichedTouch enriched) {
        PostTouch touch = enriched.touch();
        features.add(
                Signal.of(touch.event().type()),
                touch.event().eventTime(),
                touch.postId(),
                enriched.topic(),
                enriched.vector());
        sequence++;
    }

    private static final class UserStateCodec implements Codec<UserState> {
        @Override
        public void write(UserState value, DataOutput out) throws IOException {
            UserFeatures.CODEC.write(value.features, out);
            out.writeLong(value.sequence);
            out.writeLong(value.drainedSecond);
        }

        @Override
        public UserState copy(UserState value) {
            UserState copy = new UserState();
            copy.features = UserFeatures.CODEC.copy(value.features);
            copy.sequence = value.sequence;
            copy.drainedSecond = value.drainedSecond;
            return copy;
        }

        @Override
        public UserState read(DataInput in) throws IOException {
            UserState value = new UserState();
            value.features = UserFeatures.CODEC.read(in);
            value.sequence = in.readLong();
            value.drainedSecond = in.readLong();
            return value;
        }
    }
}
