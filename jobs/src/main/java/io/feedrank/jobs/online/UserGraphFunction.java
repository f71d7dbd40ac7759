package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.BlockChange;
import io.feedrank.feature.change.Change.FollowChange;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.state.IdSet;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.RecordType;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by user: keeps who is followed and who is blocked. Its state lives as long as the rows do,
 * so it has no time to live.
 */
final class UserGraphFunction extends KeyedProcessFunction<String, Change, OnlineWrite> {
    private static final long serialVersionUID = 1L;

    private final JobConfig config;
    private transient @Nullable ValueState<IdSet> follows;
    private transient @Nullable ValueState<IdSet> blocks;
    private transient @Nullable ValueState<Long> sequence;
    private transient @Nullable ValueState<Boolean> pending;

    UserGraphFunction(JobConfig config) {
        this.config = config;
    }

    /** The user whose relations {@code change} is about. */
    static String userOf(Change change) {
        if (change instanceof FollowChange follow) {
            return follow.followerId();
        }
        if (change instanceof BlockChange block) {
            return block.userId();
        }
        throw new FeedrankException(Category.INTERNAL, "no relation of a user: " + change);
    }

    @Override
    public void open(OpenContext context) {
        follows =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "follows", RecordType.ID_SET.<IdSet>info()));
        blocks =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "blocks", RecordType.ID_SET.<IdSet>info()));
        sequence = getRuntimeContext().getState(new ValueStateDescriptor<>("sequence", Types.LONG));
        pending =
                getRuntimeContext().getState(new ValueStateDescriptor<>("pending", Types.BOOLEAN));
    }

    @Override
    public void processElement(Change change, Context context, Collector<OnlineWrite> out)
            throws Exception {
        if (change instanceof FollowChange follow) {
            apply(Objects.requireNonNull(follows), follow.followeeId(), follow.deleted());
        } else if (change instanceof BlockChange block) {
            apply(Objects.requireNonNull(blocks), block.authorId(), block.deleted());
        }
        Long count = Objects.requireNonNull(sequence).value();
        Objects.requireNonNull(sequence).update(count == null ? 1 : count + 1);
        if (Objects.requireNonNull(pending).value() == null) {
            Objects.requireNonNull(pending).update(true);
            long width = config.onlineCoalesce().toMillis();
            context.timerService()
                    .registerProcessingTimeTimer(
                            (context.timerService().currentProcessingTime() / width + 1) * width);
        }
    }

    private static void apply(ValueState<IdSet> state, String id, boolean deleted)
            throws Exception {
        IdSet stored = state.value();
        IdSet ids = stored == null ? new IdSet() : stored;
        if (deleted) {
            ids.remove(id);
        } else {
            ids.add(id);
        }
        state.update(ids);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OnlineWrite> out)
            throws Exception {
        Objects.requireNonNull(pending).clear();
        Long count = Objects.requireNonNull(sequence).value();
        write(
                FeatureGroup.USER_FOLLOWS,
                Objects.requireNonNull(follows).value(),
                count,
                context,
                out);
        write(
                FeatureGroup.USER_BLOCKS,
                Objects.requireNonNull(blocks).value(),
                count,
                context,
                out);
    }

    private void write(
            FeatureGroup group,
            @Nullable IdSet ids,
            @Nullable Long count,
            OnTimerContext context,
            Collector<OnlineWrite> out) {
        if (ids != null && count != null) {
            out.collect(
                    OnlineOutputs.write(
                            group,
                            context.getCurrentKey(),
                            config.generation(),
                            count,
                            IdSet.CODEC,
                            ids));
        }
    }
}
