package io.feedrank.jobs.backfill;

import io.feedrank.jobs.record.DeadLetter;
import java.time.Instant;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Drops letters until event time is there: the job before wrote those of history, and a second one
 * would be sent once more as well.
 */
final class DropUntil extends ProcessFunction<DeadLetter, DeadLetter> {
    private static final long serialVersionUID = 1L;

    private final long untilMs;

    DropUntil(Instant until) {
        this.untilMs = until.toEpochMilli();
    }

    @Override
    public void processElement(DeadLetter letter, Context context, Collector<DeadLetter> out) {
        if (context.timerService().currentWatermark() >= untilMs) {
            out.collect(letter);
        }
    }
}
