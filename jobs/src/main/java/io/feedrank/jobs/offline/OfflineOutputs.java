package io.feedrank.jobs.offline;

import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import org.apache.flink.util.OutputTag;

/** Side outputs of the offline operators. */
final class OfflineOutputs {
    /** Touches of captured posts, as they come. */
    static final OutputTag<PostTouch> ACCEPTED =
            new OutputTag<>("accepted", RecordType.POST_TOUCH.<PostTouch>info());

    private OfflineOutputs() {}
}
