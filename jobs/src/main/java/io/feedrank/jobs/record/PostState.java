package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.VectorSpace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a job keeps of one post. Mutable; owned by one key. */
public final class PostState {
    public static final Codec<PostState> CODEC = new PostStateCodec();

    /** Reads what was written before there were declared groups. */
    public static final Codec<PostState> FIRST_CODEC = new FirstCodec();

    private static final String DELETED = "deleted";

    private @Nullable Post meta;
    private LogPosition position = LogPosition.START;
    private TiledCounts stats = PostStats.empty();
    private DecayedVector vector = VectorSpace.empty();
    private DeclaredStates declared = new DeclaredStates();
    private long sequence;
    private long drainedSecond = Long.MIN_VALUE;

    /** The post's row; null as long as it was not captured. */
    public @Nullable Post meta() {
        return meta;
    }

    public TiledCounts stats() {
        return stats;
    }

    /** The declared groups of the post. */
    public DeclaredStates declared() {
        return declared;
    }

    /** Decayed sum of the readers' vectors. */
    public DecayedVector vector() {
        return vector;
    }

    /** Unit vector, null as long as nobody read the post. */
    public float @Nullable [] unitVector() {
        return vector.unit();
    }

    /** Decayed number of readers. */
    public float readerMass() {
        return vector.mass();
    }

    /** Where in the log the row is from. */
    public LogPosition position() {
        return position;
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

    /** True when the post exists and may be served. */
    public boolean published() {
        return meta != null && meta.status().equals(Post.PUBLISHED);
    }

    /** True when its row is gone. */
    public boolean deleted() {
        return meta != null && meta.status().equals(DELETED);
    }

    /**
     * Drops what was counted. The row stays, and so does the number of updates: versions go on from
     * it.
     */
    public void forgetEvents() {
        stats = PostStats.empty();
        vector = VectorSpace.empty();
        declared = new DeclaredStates();
    }

    /**
     * Takes in a change of the row; false when a newer one was there. A deleted row leaves status
     * {@code deleted}, and no longer names its author, who may have been erased with it.
     */
    public boolean apply(PostChange change) {
        if (change.position().compareTo(position) < 0) {
            return false;
        }
        position = change.position();
        Post row = change.row();
        Post before = meta;
        if (row != null) {
            meta = row;
        } else if (before != null) {
            meta =
                    new Post(
                            before.id(),
                            "",
                            before.createdAtMs(),
                            "",
                            "",
                            before.topic(),
                            DELETED,
                            0);
        } else {
            meta = new Post(change.postId(), "", 0, "", "", "", DELETED, 0);
        }
        sequence++;
        return true;
    }

    /** Takes in a touch; true when the post's vector changed. */
    public boolean apply(PostTouch touch) {
        stats.add(touch.event().eventTime(), Signal.of(touch.event().type()).ordinal(), 1);
        sequence++;
        if (touch.event().type() != EventType.CLICK) {
            return false;
        }
        vector.add(
                VectorSpace.ofReader(touch.userId()),
                touch.event().eventTime(),
                VectorSpace.POST_HALF_LIFE);
        return true;
    }

    private static PostState read(DataInput in, boolean withDeclared) throws IOException {
        PostState value = new PostState();
        value.meta = in.readBoolean() ? PostMeta.CODEC.read(in) : null;
        value.position = new LogPosition(in.readLong(), in.readLong());
        value.stats = PostStats.CODEC.read(in);
        value.vector = VectorSpace.CODEC.read(in);
        if (withDeclared) {
            value.declared = DeclaredStates.CODEC.read(in);
        }
        value.sequence = in.readLong();
        value.drainedSecond = in.readLong();
        return value;
    }

    private static final class FirstCodec implements Codec<PostState> {
        @Override
        public void write(PostState value, DataOutput out) {
            throw new UnsupportedOperationException("an old form is only read");
        }

        @Override
        public PostState read(DataInput in) throws IOException {
            return PostState.read(in, false);
        }
    }

    private static final class PostStateCodec implements Codec<PostState> {
        @Override
        public void write(PostState value, DataOutput out) throws IOException {
            Post meta = value.meta;
            out.writeBoolean(meta != null);
            if (meta != null) {
                PostMeta.CODEC.write(meta, out);
            }
            out.writeLong(value.position.commitLsn());
            out.writeLong(value.position.lsn());
            PostStats.CODEC.write(value.stats, out);
            VectorSpace.CODEC.write(value.vector, out);
            DeclaredStates.CODEC.write(value.declared, out);
            out.writeLong(value.sequence);
            out.writeLong(value.drainedSecond);
        }

        @Override
        public PostState copy(PostState value) {
            PostState copy = new PostState();
            copy.meta = value.meta;
            copy.position = value.position;
            copy.stats = PostStats.CODEC.copy(value.stats);
            copy.vector = VectorSpace.CODEC.copy(value.vector);
            copy.declared = value.declared.copy();
            copy.sequence = value.sequence;
            copy.drainedSecond = value.drainedSecond;
            return copy;
        }

        @Override
        public PostState read(DataInput in) throws IOException {
            return PostState.read(in, true);
        }
    }
}
