package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What a job keeps of one user. Mutable; owned by one key. */
public final class UserState {
    public static final Codec<UserState> CODEC = new UserStateCodec(UserFeatures.CODEC);

    /** Reads what was written before there were declared groups. */
    public static final Codec<UserState> FIRST_CODEC = new UserStateCodec(UserFeatures.FIRST_CODEC);

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

    /**
     * Takes a touch into the declared groups.
     *
     * @return which of {@code layouts} changed, a bit each
     */
    public long update(List<GroupLayout> layouts, EnrichedTouch enriched) {
        return features.declared().update(layouts, enriched.observation());
    }

    private record UserStateCodec(Codec<UserFeatures> form) implements Codec<UserState> {
        @Override
        public void write(UserState value, DataOutput out) throws IOException {
            form.write(value.features, out);
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
            value.features = form.read(in);
            value.sequence = in.readLong();
            value.drainedSecond = in.readLong();
            return value;
        }
    }
}
