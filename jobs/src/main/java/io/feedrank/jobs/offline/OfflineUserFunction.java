package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.jobs.erasure.ErasableFunction;
import io.feedrank.jobs.erasure.SuppressedUsers;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import io.feedrank.jobs.record.TrainingExample;
import io.feedrank.jobs.record.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by user: completes the row of each impression with the user's columns as of it, in
 * event-time order, waits for its labels, and lets it go when the label window closes.
 */
final class OfflineUserFunction extends ErasableFunction<EnrichedTouch, TrainingExample> {
    private static final long serialVersionUID = 1L;

    static final Comparator<EnrichedTouch> FIXED_ORDER =
            Comparator.comparing(EnrichedTouch::touch, OfflinePostFunction.FIXED_ORDER);

    private final JobConfig config;
    private transient @Nullable ValueState<UserState> user;
    private transient @Nullable ValueState<List<TrainingExample>> open;
    private transient @Nullable SecondBuffer<EnrichedTouch> buffer;
    private final FeatureCatalog catalog;
    private transient @Nullable List<GroupLayout> layouts;
    private transient @Nullable FittedRows rows;
    private transient @Nullable Counter unfitted;
    private transient @Nullable SecondWeights weights;

    OfflineUserFunction(JobConfig config, FeatureCatalog catalog, SuppressedUsers users) {
        super(users, ErasingOperator.TRAINING_EXAMPLES);
        this.config = config;
        this.catalog = catalog;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        ValueStateDescriptor<UserState> users =
                new ValueStateDescriptor<>("user", RecordType.USER_STATE.<UserState>info());
        users.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        user = getRuntimeContext().getState(users);
        ValueStateDescriptor<List<TrainingExample>> examples =
                new ValueStateDescriptor<>(
                        "open", RecordType.TRAINING_EXAMPLES.<List<TrainingExample>>info());
        examples.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        open = getRuntimeContext().getState(examples);
        MapStateDescriptor<Long, List<EnrichedTouch>> descriptor =
                new MapStateDescriptor<>(
                        "buffer",
                        Types.LONG,
                        RecordType.ENRICHED_TOUCHES.<List<EnrichedTouch>>info());
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        buffer = new SecondBuffer<>(getRuntimeContext().getMapState(descriptor));
        weights = new SecondWeights();
        layouts = catalog.layouts(Entity.USER);
        rows = new FittedRows(catalog);
        unfitted = getRuntimeContext().getMetricGroup().counter("examples_of_unknown_columns");
    }

    @Override
    protected boolean erases(EnrichedTouch touch) {
        return touch.erases();
    }

    /** Timers go too: each names the user until it fires, half an hour from now at the latest. */
    @Override
    protected boolean forget(TimerService timers) throws Exception {
        long window = config.eventTime().labelWindow().toMillis();
        for (TrainingExample example : openExamples()) {
            long second = example.impression().second();
            timers.deleteEventTimeTimer(SecondBuffer.endOf(second) + window);
        }
        boolean waiting = Objects.requireNonNull(buffer).forget(timers);
        boolean had = waiting || Objects.requireNonNull(user).value() != null;
        Objects.requireNonNull(open).clear();
        Objects.requireNonNull(user).clear();
        return had;
    }

    @Override
    protected void onRecord(
            EnrichedTouch touch, ReadOnlyContext context, Collector<TrainingExample> out)
            throws Exception {
        long second = touch.touch().second();
        UserState state = current();
        if (!SecondBuffer.over(second, state.drainedSecond(), context.timerService())) {
            Objects.requireNonNull(buffer).add(second, touch, context.timerService());
            return;
        }
        take(state, touch);
        Objects.requireNonNull(user).update(state);
        List<TrainingExample> waiting = openExamples();
        if (OpenExamples.label(waiting, touch.touch(), config.eventTime().labelWindow())) {
            Objects.requireNonNull(open).update(waiting);
        }
    }

    @Override
    protected void onOwnTimer(
            long timestamp, OnTimerContext context, Collector<TrainingExample> out)
            throws Exception {
        if (context.timeDomain() != TimeDomain.EVENT_TIME) {
            return;
        }
        List<EnrichedTouch> touches =
                new ArrayList<>(Objects.requireNonNull(buffer).take(timestamp));
        touches.sort(FIXED_ORDER);
        UserState state = current();
        List<TrainingExample> examples = openExamples();
        boolean shown = addImpressions(touches, state, timestamp, examples);
        for (EnrichedTouch touch : touches) {
            take(state, touch);
            OpenExamples.label(examples, touch.touch(), config.eventTime().labelWindow());
        }
        long window = config.eventTime().labelWindow().toMillis();
        if (shown) {
            context.timerService().registerEventTimeTimer(timestamp + window);
        }
        OpenExamples.closeUntil(examples, Instant.ofEpochMilli(timestamp - window))
                .forEach(out::collect);
        if (!touches.isEmpty()) {
            state.features().declared().retain(Objects.requireNonNull(layouts));
            state.drained(Math.floorDiv(timestamp, 1000L));
            Objects.requireNonNull(user).update(state);
        }
        if (examples.isEmpty()) {
            Objects.requireNonNull(open).clear();
        } else {
            Objects.requireNonNull(open).update(examples);
        }
    }

    private boolean addImpressions(
            List<EnrichedTouch> touches,
            UserState state,
            long timestamp,
            List<TrainingExample> examples) {
        FittedRows fitted = Objects.requireNonNull(rows);
        DecayWeights weights = Objects.requireNonNull(this.weights).at(timestamp);
        float[] ofUser = null;
        for (EnrichedTouch enriched : touches) {
            PostTouch touch = enriched.touch();
            float[] ofPost = enriched.postColumns();
            if (touch.event().type() != EventType.IMPRESSION || ofPost == null) {
                continue;
            }
            float[] items = fitted.items(ofPost);
            if (items == null) {
                Objects.requireNonNull(unfitted).inc();
                continue;
            }
            if (ofUser == null) {
                ofUser = new float[catalog.width()];
                catalog.computeUser(state.features(), weights, ofUser, 0);
            }
            float[] row = Arrays.copyOf(ofUser, ofUser.length);
            System.arraycopy(items, 0, row, 0, items.length);
            PostIdentity post =
                    new PostIdentity(
                            touch.postId(),
                            enriched.topic(),
                            enriched.authorId(),
                            enriched.vector());
            catalog.computePair(state.features(), post, weights, row, 0);
            examples.add(
                    new TrainingExample(touch, row, TrainingExample.Labels.NONE, fitted.hash()));
        }
        return ofUser != null;
    }

    private UserState current() throws Exception {
        UserState state = Objects.requireNonNull(user).value();
        return state == null ? new UserState() : state;
    }

    private List<TrainingExample> openExamples() throws Exception {
        List<TrainingExample> stored = Objects.requireNonNull(open).value();
        if (stored == null) {
            return new ArrayList<>();
        }
        FittedRows fitted = Objects.requireNonNull(rows);
        if (stored.stream().allMatch(example -> example.columns() == fitted.hash())) {
            return stored;
        }
        List<TrainingExample> examples = new ArrayList<>(stored.size());
        stored.forEach(example -> fitted.fitted(example).ifPresent(examples::add));
        Objects.requireNonNull(unfitted).inc(stored.size() - (long) examples.size());
        return examples;
    }

    private void take(UserState state, EnrichedTouch touch) {
        state.apply(touch);
        state.update(Objects.requireNonNull(layouts), touch);
    }
}
