package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.BlockChange;
import io.feedrank.feature.change.Change.FollowChange;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.User;
import io.feedrank.feature.change.Change.UserChange;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.state.IdSet;
import io.feedrank.feature.state.UserMeta;
import io.feedrank.jobs.erasure.ErasableFunction;
import io.feedrank.jobs.erasure.SuppressedUsers;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by user: keeps who is followed and who is blocked. Its state lives as long as the rows do,
 * so it has no time to live; when the last of them is gone, so is the state, and what was written
 * has an end. Only that a user's row is gone is remembered for a while.
 */
final class UserGraphFunction extends ErasableFunction<Change, OnlineWrite> {
    private static final long serialVersionUID = 1L;

    private final JobConfig config;
    private transient @Nullable ValueState<IdSet> follows;
    private transient @Nullable ValueState<IdSet> blocks;
    private transient @Nullable ValueState<Change> row;
    private transient @Nullable ValueState<Change> rowGone;
    private transient @Nullable Gathering gathering;

    UserGraphFunction(JobConfig config, SuppressedUsers users) {
        super(users, ErasingOperator.USER_GRAPH);
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
        if (change instanceof UserChange user) {
            return user.userId();
        }
        throw new FeedrankException(Category.INTERNAL, "no relation of a user: " + change);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
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
        row =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "row", RecordType.CHANGE.<Change>info()));
        ValueStateDescriptor<Change> gone =
                new ValueStateDescriptor<>("row-gone", RecordType.CHANGE.<Change>info());
        gone.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        rowGone = getRuntimeContext().getState(gone);
        gathering = Gathering.open("gathering", config.onlineCoalesce(), getRuntimeContext());
    }

    /** A row that is gone, from nowhere in the log: no capture says that. */
    @Override
    protected boolean erases(Change change) {
        return change instanceof UserChange user
                && user.row() == null
                && user.position().equals(LogPosition.START);
    }

    @Override
    protected boolean forget(TimerService timers) throws Exception {
        boolean had =
                Objects.requireNonNull(follows).value() != null
                        || Objects.requireNonNull(blocks).value() != null
                        || lastRow() != null;
        Objects.requireNonNull(follows).clear();
        Objects.requireNonNull(blocks).clear();
        Objects.requireNonNull(row).clear();
        Objects.requireNonNull(rowGone).clear();
        Objects.requireNonNull(gathering).forget(timers);
        return had;
    }

    @Override
    protected void onRecord(Change change, ReadOnlyContext context, Collector<OnlineWrite> out)
            throws Exception {
        if (addsSuppressed(change, context)) {
            return;
        }
        if (change instanceof FollowChange follow) {
            apply(Objects.requireNonNull(follows), follow.followeeId(), follow.deleted());
        } else if (change instanceof BlockChange block) {
            apply(Objects.requireNonNull(blocks), block.authorId(), block.deleted());
        } else if (change instanceof UserChange user) {
            Change before = lastRow();
            if (before == null || before.position().compareTo(user.position()) <= 0) {
                boolean gone = user.row() == null;
                Objects.requireNonNull(gone ? rowGone : row).update(user);
                Objects.requireNonNull(gone ? row : rowGone).clear();
            }
        }
        Objects.requireNonNull(gathering).changed(context.timerService());
    }

    private @Nullable Change lastRow() throws Exception {
        Change stored = Objects.requireNonNull(row).value();
        return stored == null ? Objects.requireNonNull(rowGone).value() : stored;
    }

    /** Nobody gets to follow or block whom the platform no longer knows; the end of it counts. */
    private boolean addsSuppressed(Change change, ReadOnlyContext context) throws Exception {
        if (change instanceof FollowChange follow) {
            return !follow.deleted() && suppressed(follow.followeeId(), context);
        }
        return change instanceof BlockChange block
                && !block.deleted()
                && suppressed(block.authorId(), context);
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
    protected void onOwnTimer(long timestamp, OnTimerContext context, Collector<OnlineWrite> out)
            throws Exception {
        if (Objects.requireNonNull(gathering).due(timestamp)) {
            String userId = context.getCurrentKey();
            write(
                    FeatureGroup.USER_FOLLOWS,
                    userId,
                    Objects.requireNonNull(follows),
                    timestamp,
                    out);
            write(FeatureGroup.USER_BLOCKS, userId, Objects.requireNonNull(blocks), timestamp, out);
            writeRow(userId, timestamp, out);
        }
    }

    private void writeRow(String userId, long version, Collector<OnlineWrite> out)
            throws Exception {
        if (lastRow() instanceof UserChange change) {
            User user = change.row();
            out.collect(
                    OnlineOutputs.write(
                            OnlineOutputs.ending(FeatureGroup.USER_META, user == null),
                            userId,
                            config.generation(),
                            version,
                            UserMeta.CODEC,
                            user == null ? UserMeta.unknown(userId) : user));
        }
    }

    private void write(
            FeatureGroup group,
            String userId,
            ValueState<IdSet> state,
            long version,
            Collector<OnlineWrite> out)
            throws Exception {
        IdSet ids = state.value();
        if (ids == null) {
            return;
        }
        boolean gone = ids.ids().isEmpty();
        out.collect(
                OnlineOutputs.write(
                        OnlineOutputs.ending(group, gone),
                        userId,
                        config.generation(),
                        version,
                        IdSet.CODEC,
                        ids));
        if (gone) {
            state.clear();
        }
    }
}
