package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.RankedPosts;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Every type on the wire between operators and in their state, with its codec: none is left to
 * Kryo.
 */
@SuppressWarnings("ImmutableEnumChecker")
public enum RecordType {
    SOURCE_EVENT(SourceEvent.class, SourceEvent.CODEC, false),
    DEAD_LETTER(DeadLetter.class, DeadLetter.CODEC, false),
    CHANGE(Change.class, new ChangeCodec(), false),
    POST_TOUCH(PostTouch.class, PostTouch.CODEC, false),
    ENRICHED_TOUCH(EnrichedTouch.class, EnrichedTouch.CODEC, false),
    TRAINING_EXAMPLE(TrainingExample.class, TrainingExample.CODEC, false),
    LISTED_POST(ListedPost.class, ListedPost.CODEC, false),
    READER_VECTOR(ReaderVector.class, ReaderVector.CODEC, false),
    POST_VECTOR(PostVector.class, PostVector.CODEC, false),
    TOWER_RECORD(TowerRecord.class, TowerRecord.CODEC, false),
    CAPTURED_POST(CapturedPost.class, CapturedPost.CODEC, false),
    ONLINE_WRITE(OnlineWrite.class, new OnlineWriteCodec(), false),
    POST_STATE(PostState.class, PostState.CODEC, true),
    USER_STATE(UserState.class, UserState.CODEC, true),
    ID_SET(IdSet.class, IdSet.CODEC, true),
    RANKED_POSTS(RankedPosts.class, RankedPosts.CODEC, true),
    POST_TOUCHES(List.class, new ListCodec<>(PostTouch.CODEC), true),
    ENRICHED_TOUCHES(List.class, new ListCodec<>(EnrichedTouch.CODEC), true),
    TRAINING_EXAMPLES(List.class, new ListCodec<>(TrainingExample.CODEC), true),
    SUPPRESSION(Suppression.class, Suppression.CODEC, false),
    RECEIPT(Receipt.class, Receipt.CODEC, false);

    private final Class<?> type;
    private final Codec<?> codec;
    private final boolean mutable;

    RecordType(Class<?> type, Codec<?> codec, boolean mutable) {
        this.type = type;
        this.codec = codec;
        this.mutable = mutable;
    }

    /** Flink's view of this type; {@code T} is the class that the constant names. */
    public <T> TypeInformation<T> info() {
        return new CodecTypeInformation<>(this);
    }

    @SuppressWarnings("unchecked")
    <T> Codec<T> codec() {
        return (Codec<T>) codec;
    }

    @SuppressWarnings("unchecked")
    <T> Class<T> type() {
        return (Class<T>) type;
    }

    /** A mutable value is copied where Flink asks for a copy. */
    boolean mutable() {
        return mutable;
    }
}
