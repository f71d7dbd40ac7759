package io.feedrank.jobs.online;

import io.feedrank.jobs.record.StateLife;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Groups of the current key that a restored job has to write again.
 *
 * <p>Before it failed, a job had written values of versions beyond its checkpoint, and the store
 * refuses what is older. A version is the number of the key's updates, and those may come in
 * another order the second time: a group that changed among the first of them may be refused, and
 * would be missing until it changes again. So each write of a key holds all groups that changed
 * since the restore. Once the key has taken in what it had taken in before, its version is beyond
 * the store's, and all of them are there.
 */
final class Unsettled {
    /** Longer than a job needs to catch up. */
    static final Duration LASTING = Duration.ofHours(6);

    private final ValueState<Long> bits;
    private final boolean restored;
    private long until = Long.MIN_VALUE;

    private Unsettled(ValueState<Long> bits, boolean restored) {
        this.bits = bits;
        this.restored = restored;
    }

    /**
     * Those that are kept under {@code name}.
     *
     * @param restored whether this run of the job began from a checkpoint or savepoint
     */
    static Unsettled open(String name, boolean restored, RuntimeContext context) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>(name, Types.LONG);
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        return new Unsettled(context.getState(descriptor), restored);
    }

    /** What is to be written when the groups of the bits that are set in {@code changed} are. */
    long with(long changed, TimerService timers) throws IOException {
        if (!restored) {
            return changed;
        }
        long now = timers.currentProcessingTime();
        if (until == Long.MIN_VALUE) {
            until = now + LASTING.toMillis();
        }
        Long before = bits.value();
        if (now > until) {
            if (before != null) {
                bits.clear();
            }
            return changed;
        }
        long all = before == null ? changed : before | changed;
        if (before == null ? all != 0 : all != before) {
            bits.update(all);
        }
        return all;
    }

    /** Nothing is to be written of the current key. */
    void forget() {
        bits.clear();
    }
}
