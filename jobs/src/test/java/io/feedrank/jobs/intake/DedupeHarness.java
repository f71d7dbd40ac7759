package io.feedrank.jobs.intake;

import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** The first operator of both jobs, for tests of those behind it. */
public final class DedupeHarness {
    private DedupeHarness() {}

    /** Open, at processing time 0. */
    public static KeyedBroadcastOperatorTestHarness<String, SourceEvent, Suppression, PostTouch>
            open(JobConfig config) throws Exception {
        return Broadcasts.open(
                new DedupeByEventId(config, Broadcasts.NOBODY),
                SourceEvent::identity,
                RecordType.POST_TOUCH);
    }
}
