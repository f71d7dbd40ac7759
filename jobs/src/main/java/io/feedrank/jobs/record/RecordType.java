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
    POST_TOUCH(PostTouch.class, PostTouch.CODEC, false, PostTouch.FIRST_CODEC),
    ENRICHED_TOUCH(
            EnrichedTouch.class,
            EnrichedTouch.CODEC,
            false,
            EnrichedTouch.FIRST_CODEC,
            EnrichedTouch.SECOND_CODEC),
    ENTITY_TOUCH(EntityTouch.class, EntityTouch.CODEC, false, EntityTouch.FIRST_CODEC),
    AUDIT_RECORD(AuditRecord.class, AuditRecord.CODEC, false),
    TRAINING_EXAMPLE(
            TrainingExample.class,
            TrainingExample.CODEC,
            false,
            TrainingExample.FIRST_CODEC,
            TrainingExample.SECOND_CODEC),
    LISTED_POST(ListedPost.class, ListedPost.CODEC, false),
    READER_VECTOR(ReaderVector.class, ReaderVector.CODEC, false),
    POST_VECTOR(PostVector.class, PostVector.CODEC, false),
    TOWER_RECORD(TowerRecord.class, TowerRecord.CODEC, false),
    CAPTURED_POST(CapturedPost.class, CapturedPost.CODEC, false),
    ONLINE_WRITE(OnlineWrite.class, new OnlineWriteCodec(), false),
    POST_STATE(PostState.class, PostState.CODEC, true, PostState.FIRST_CODEC),
    USER_STATE(UserState.class, UserState.CODEC, true, UserState.FIRST_CODEC),
    ENTITY_STATE(EntityState.class, EntityState.CODEC, true),
    ID_SET(IdSet.class, IdSet.CODEC, true),
    RANKED_POSTS(RankedPosts.class, RankedPosts.CODEC, true),
    POST_TOUCHES(
            List.class,
            new ListCodec<>(PostTouch.CODEC),
            true,
            new ListCodec<>(PostTouch.FIRST_CODEC)),
    ENRICHED_TOUCHES(
            List.class,
            new ListCodec<>(EnrichedTouch.CODEC),
            true,
            new ListCodec<>(EnrichedTouch.FIRST_CODEC),
            new ListCodec<>(EnrichedTouch.SECOND_CODEC)),
    TRAINING_EXAMPLES(
            List.class,
            new ListCodec<>(TrainingExample.CODEC),
            true,
            new ListCodec<>(TrainingExample.FIRST_CODEC),
            new ListCodec<>(TrainingExample.SECOND_CODEC)),
    SUPPRESSION(Suppression.class, Suppression.CODEC, false),
    RECEIPT(Receipt.class, Receipt.CODEC, false);

    private final Class<?> type;
    private final Codec<?> codec;
    private final boolean mutable;
    private final List<Codec<?>> olderForms;

    RecordType(Class<?> type, Codec<?> codec, boolean mutable, Codec<?>... olderForms) {
        this.type = type;
        this.codec = codec;
        this.mutable = mutable;
        this.olderForms = List.of(olderForms);
    }

    /** Flink's view of this type; {@code T} is the class that the constant names. */
    public <T> TypeInformation<T> info() {
        return new CodecTypeInformation<>(this);
    }

    /** Number of the binary form that is written now; the first one is 1. */
    int form() {
        return olderForms.size() + 1;
    }

    /** The codec of a form; of an older one it can only read. */
    @SuppressWarnings("unchecked")
    <T> Codec<T> codec(int form) {
        return (Codec<T>) (form == form() ? codec : olderForms.get(form - 1));
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
