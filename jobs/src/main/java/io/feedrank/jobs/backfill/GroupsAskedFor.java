package io.feedrank.jobs.backfill;

import io.feedrank.feature.online.OnlineWrite;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Drops values of history of groups that nobody asked for: what is stored of them stays until the
 * entity changes.
 */
final class GroupsAskedFor extends ProcessFunction<OnlineWrite, OnlineWrite> {
    private static final long serialVersionUID = 1L;

    private final BackfillConfig config;

    GroupsAskedFor(BackfillConfig config) {
        this.config = config;
    }

    @Override
    public void processElement(OnlineWrite write, Context context, Collector<OnlineWrite> out) {
        if (config.asksFor(write.key().group())
                || context.timerService().currentWatermark() >= config.holdUntil().toEpochMilli()) {
            out.collect(write);
        }
    }
}
