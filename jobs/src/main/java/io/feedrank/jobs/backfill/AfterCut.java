package io.feedrank.jobs.backfill;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.record.SourceEvent;
import java.time.Instant;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * While Kafka's part of the history is read: drops events of before the cut, since they come from
 * the offline store, and takes a dead letter that was sent once more for its event, which this job
 * sees with its post captured. After that everything passes as it is: an old event is late then.
 */
final class AfterCut extends ProcessFunction<SourceEvent, SourceEvent> {
    private static final long serialVersionUID = 1L;

    private final long cutMs;
    private final long historyUntilMs;

    AfterCut(Instant cut, Instant historyUntil) {
        this.cutMs = cut.toEpochMilli();
        this.historyUntilMs = historyUntil.toEpochMilli();
    }

    @Override
    public void processElement(SourceEvent source, Context context, Collector<SourceEvent> out) {
        Event event = source.event();
        if (event == null
                || event.type() == EventType.TICK
                || context.timerService().currentWatermark() >= historyUntilMs) {
            out.collect(source);
        } else if (event.eventTime().toEpochMilli() >= cutMs) {
            out.collect(SourceEvent.of(event));
        }
    }
}
