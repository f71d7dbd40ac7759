package io.feedrank.jobs.intake;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.record.SourceEvent;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sends what could not be decoded aside, and drops ticks, which have done their work as watermarks.
 */
final class SplitMalformed extends ProcessFunction<SourceEvent, SourceEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(SourceEvent source, Context context, Collector<SourceEvent> out) {
        Event event = source.event();
        if (source.rejected() != null) {
            context.output(DeadLetters.REJECTED, source.rejected());
        } else if (event != null && event.type() != EventType.TICK) {
            out.collect(source);
        }
    }
}
