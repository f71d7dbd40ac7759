package io.feedrank.jobs.offline;

import io.feedrank.jobs.record.CapturedPost;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import org.apache.flink.util.OutputTag;

/** Side outputs of the offline operators. */
final class OfflineOutputs {
    /** Touches of captured posts, as they come. */
    static final OutputTag<PostTouch> ACCEPTED =
            new OutputTag<>("accepted", RecordType.POST_TOUCH.<PostTouch>info());

    /** Rows of posts, as they change. */
    static final OutputTag<CapturedPost> POSTS =
            new OutputTag<>("posts", RecordType.CAPTURED_POST.<CapturedPost>info());

    private OfflineOutputs() {}
}
