package io.feedrank.jobs.intake;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.UserChange;
import io.feedrank.feature.event.Event;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends what could not be decoded aside, and drops ticks, which have done their work as watermarks.
 * What asks to let go of a user goes straight to where users are kept.
 */
final class SplitMalformed extends ProcessFunction<SourceEvent, SourceEvent> {
    private static final long serialVersionUID = 1L;

    /** For what is keyed by the user of events. */
    static final OutputTag<EnrichedTouch> ERASURES =
            new OutputTag<>("erasures", RecordType.ENRICHED_TOUCH.<EnrichedTouch>info());

    /** For what is keyed by the user of rows: a row that is gone, from nowhere in the log. */
    static final OutputTag<Change> LEAVERS =
            new OutputTag<>("leavers", RecordType.CHANGE.<Change>info());

    @Override
    public void processElement(SourceEvent source, Context context, Collector<SourceEvent> out) {
        Event event = source.event();
        if (source.rejected() != null) {
            context.output(DeadLetters.REJECTED, source.rejected());
            return;
        }
        if (event == null) {
            return;
        }
        switch (event.type()) {
            case TICK -> {}
            case ERASE -> {
                context.output(ERASURES, EnrichedTouch.erasure(event));
                context.output(LEAVERS, new UserChange(event.userId(), LogPosition.START, null));
            }
            case IMPRESSION, CLICK, LIKE, SHARE, COMMENT, HIDE, REPORT, DWELL ->
                    out.collect(source);
        }
    }
}
