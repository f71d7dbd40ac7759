package io.feedrank.jobs.source;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Change streams never hold event time back: their watermark is always at the end of time. */
final class ChangeWatermarks<T> implements WatermarkGenerator<T> {
    /** Just before Flink's own mark of a source that ended. */
    private static final Watermark END = new Watermark(Long.MAX_VALUE - 1);

    static <T> WatermarkStrategy<T> strategy() {
        return WatermarkStrategy.forGenerator(context -> new ChangeWatermarks<>());
    }

    @Override
    public void onEvent(T change, long eventTimestamp, WatermarkOutput output) {
        output.emitWatermark(END);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(END);
    }
}
