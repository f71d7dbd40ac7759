package io.feedrank.jobs.online;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.jobs.record.AuditRecord;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.ListedPost;
import io.feedrank.jobs.record.ReaderVector;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import org.apache.flink.util.OutputTag;

/** Side outputs of the online operators. */
final class OnlineOutputs {
    static final OutputTag<OnlineWrite> WRITES =
            new OutputTag<>("writes", RecordType.ONLINE_WRITE.<OnlineWrite>info());
    static final OutputTag<ListedPost> LISTED =
            new OutputTag<>("listed", RecordType.LISTED_POST.<ListedPost>info());
    static final OutputTag<EntityTouch> ITEMS =
            new OutputTag<>("items", RecordType.ENTITY_TOUCH.<EntityTouch>info());
    static final OutputTag<ReaderVector> VECTORS =
            new OutputTag<>("vectors", RecordType.READER_VECTOR.<ReaderVector>info());

    /** Records of {@code text-towers} that can't be used. */
    static final OutputTag<DeadLetter> REJECTED_TOWERS =
            new OutputTag<>("rejected-towers", RecordType.DEAD_LETTER.<DeadLetter>info());

    /** Updates that were taken in, of the share that is audited. */
    static final OutputTag<AuditRecord> AUDIT =
            new OutputTag<>("audit", RecordType.AUDIT_RECORD.<AuditRecord>info());

    private OnlineOutputs() {}

    /** The group; of what is gone, if its values have no end, one whose last value has. */
    static FeatureGroup ending(FeatureGroup group, boolean gone) {
        return gone && group.timeToLive().isZero()
                ? group.withTimeToLive(StateLife.LAST_VALUE)
                : group;
    }

    static <T> OnlineWrite write(
            FeatureGroup group,
            String entity,
            long generation,
            long sequence,
            Codec<T> codec,
            T value) {
        return new OnlineWrite(
                new OnlineKey(group, entity),
                VersionedValue.of(generation, sequence, codec.toBytes(value)));
    }
}
