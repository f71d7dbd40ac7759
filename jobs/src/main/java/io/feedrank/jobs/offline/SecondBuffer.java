package io.feedrank.jobs.offline;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.TimerService;

/**
 * Holds records of one key until the watermark has passed their second, so that they are taken in
 * event-time order. What is of one second is unordered, so features of a second are computed before
 * anything of it counts.
 */
final class SecondBuffer<T> {
    private final MapState<Long, List<T>> bySecond;

    SecondBuffer(MapState<Long, List<T>> bySecond) {
        this.bySecond = bySecond;
    }

    /**
     * True when {@code second} is over: it is too late to be put in order.
     *
     * @param drained the last second that was taken out for the key: a restored job starts without
     *     a watermark, but its state already holds what came until then
     */
    static boolean over(long second, long drained, TimerService timers) {
        return second <= drained || endOf(second) <= timers.currentWatermark();
    }

    /** Last millisecond of {@code second}. */
    static long endOf(long second) {
        return second * 1000 + 999;
    }

    void add(long second, T record, TimerService timers) throws Exception {
        List<T> stored = bySecond.get(second);
        List<T> records = stored == null ? new ArrayList<>(2) : stored;
        records.add(record);
        bySecond.put(second, records);
        if (stored == null) {
            timers.registerEventTimeTimer(endOf(second));
        }
    }

    /** Drops all of the key, with its timers; whether there was anything. */
    boolean forget(TimerService timers) throws Exception {
        boolean had = false;
        for (Long second : bySecond.keys()) {
            timers.deleteEventTimeTimer(endOf(second));
            had = true;
        }
        bySecond.clear();
        return had;
    }

    /** Takes out what is of the second that the timer {@code timestamp} ends. */
    List<T> take(long timestamp) throws Exception {
        long second = Math.floorDiv(timestamp, 1000L);
        List<T> records = bySecond.get(second);
        if (records == null) {
            return List.of();
        }
        bySecond.remove(second);
        return records;
    }
}
