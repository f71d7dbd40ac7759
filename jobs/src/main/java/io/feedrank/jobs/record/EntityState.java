package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.state.DeclaredStates;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a job keeps of one author or topic: its declared groups. Mutable; owned by one key. */
public final class EntityState {
    public static final Codec<EntityState> CODEC = new EntityStateCodec();

    private DeclaredStates declared = new DeclaredStates();
    private long sequence;
    private long drainedSecond = Long.MIN_VALUE;

    public DeclaredStates declared() {
        return declared;
    }

    /** Number of updates taken in. */
    public long sequence() {
        return sequence;
    }

    /** An update was taken in. */
    public void updated() {
        sequence++;
    }

    /** The last second of event time that was taken in, in order; offline alone. */
    public long drainedSecond() {
        return drainedSecond;
    }

    /** All of {@code second} was taken in. */
    public void drained(long second) {
        drainedSecond = Math.max(drainedSecond, second);
    }

    private static final class EntityStateCodec implements Codec<EntityState> {
        @Override
        public void write(EntityState value, DataOutput out) throws IOException {
            DeclaredStates.CODEC.write(value.declared, out);
            out.writeLong(value.sequence);
            out.writeLong(value.drainedSecond);
        }

        @Override
        public EntityState copy(EntityState value) {
            EntityState copy = new EntityState();
            copy.declared = value.declared.copy();
            copy.sequence = value.sequence;
            copy.drainedSecond = value.drainedSecond;
            return copy;
        }

        @Override
        public EntityState read(DataInput in) throws IOException {
            EntityState value = new EntityState();
            value.declared = DeclaredStates.CODEC.read(in);
            value.sequence = in.readLong();
            value.drainedSecond = in.readLong();
            return value;
        }
    }
}
