package io.feedrank.jobs.intake;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostState;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by post id: joins touches with the post's captured row. A touch of a post that was not
 * captured yet waits for it in processing time, and becomes a dead letter when that is over.
 */
public abstract class CapturedPostFunction
        extends KeyedCoProcessFunction<String, PostTouch, Change, EnrichedTouch> {
    private static final long serialVersionUID = 1L;

    protected final JobConfig config;
    private transient @Nullable ValueState<PostState> post;
    private transient @Nullable ValueState<List<PostTouch>> waiting;
    private transient @Nullable ValueState<Long> waitUntil;
    private transient @Nullable PostLifetime lifetime;

    protected CapturedPostFunction(JobConfig config) {
        this.config = config;
    }

    /** A touch of a captured post. */
    protected abstract void onTouch(
            PostTouch touch, PostState state, Context context, Collector<EnrichedTouch> out)
            throws Exception;

    /**
     * The post's row changed.
     *
     * @param before the row until now; null when there was none
     * @param state holds the new one
     */
    protected abstract void onChange(
            @Nullable Post before, PostState state, Context context, Collector<EnrichedTouch> out)
            throws Exception;

    /** A timer that the subclass registered. */
    protected abstract void onOwnTimer(
            long timestamp, PostState state, OnTimerContext context, Collector<EnrichedTouch> out)
            throws Exception;

    @Override
    public void open(OpenContext context) throws Exception {
        // No time to live of Flink's: the row is only sent when it changes, and outlives what is
        // counted beside it.
        post =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "post", RecordType.POST_STATE.<PostState>info()));
        waiting =
                state(
                        "waiting",
                        new ValueStateDescriptor<>(
                                "waiting", RecordType.POST_TOUCHES.<List<PostTouch>>info()));
        waitUntil = state("wait-until", new ValueStateDescriptor<>("wait-until", Types.LONG));
        lifetime = PostLifetime.open(getRuntimeContext());
    }

    /** State with the time to live of an entity. */
    protected final <T> ValueState<T> state(String name, ValueStateDescriptor<T> descriptor) {
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        return getRuntimeContext().getState(descriptor);
    }

    @Override
    public final void processElement1(
            PostTouch touch, Context context, Collector<EnrichedTouch> out) throws Exception {
        ValueState<PostState> posts = Objects.requireNonNull(post);
        PostState state = posts.value();
        if (state == null || state.meta() == null) {
            await(touch, context);
            return;
        }
        onTouch(touch, state, context, out);
        posts.update(state);
        Objects.requireNonNull(lifetime).used(context.timerService());
    }

    @Override
    public final void processElement2(Change change, Context context, Collector<EnrichedTouch> out)
            throws Exception {
        ValueState<PostState> posts = Objects.requireNonNull(post);
        PostState stored = posts.value();
        PostState state = stored == null ? new PostState() : stored;
        Post before = state.meta();
        if (!state.apply((PostChange) change)) {
            return;
        }
        onChange(before, state, context, out);
        for (PostTouch touch : takeWaiting()) {
            onTouch(touch, state, context, out);
        }
        posts.update(state);
        Objects.requireNonNull(lifetime).used(context.timerService());
    }

    @Override
    public final void onTimer(long timestamp, OnTimerContext context, Collector<EnrichedTouch> out)
            throws Exception {
        Long deadline = Objects.requireNonNull(waitUntil).value();
        boolean processing = context.timeDomain() == TimeDomain.PROCESSING_TIME;
        if (processing && deadline != null && timestamp >= deadline) {
            for (PostTouch touch : takeWaiting()) {
                context.output(DeadLetters.REJECTED, DeadLetters.unknownPost(touch));
            }
        }
        PostState state = Objects.requireNonNull(post).value();
        if (state != null) {
            onOwnTimer(timestamp, state, context, out);
            keep(
                    state,
                    processing
                            && Objects.requireNonNull(lifetime)
                                    .over(timestamp, context.timerService()));
        }
    }

    /**
     * Keeps the state, or when its life is over, what a later touch of a post that still exists has
     * to find: its row.
     */
    private void keep(PostState state, boolean over) throws IOException {
        ValueState<PostState> posts = Objects.requireNonNull(post);
        if (over && state.deleted()) {
            posts.clear();
            return;
        }
        if (over) {
            state.forgetEvents();
        }
        posts.update(state);
    }

    private void await(PostTouch touch, Context context) throws IOException {
        ValueState<List<PostTouch>> queue = Objects.requireNonNull(waiting);
        List<PostTouch> stored = queue.value();
        List<PostTouch> touches = stored == null ? new ArrayList<>() : stored;
        touches.add(touch);
        queue.update(touches);
        if (stored == null) {
            long deadline =
                    context.timerService().currentProcessingTime()
                            + config.eventTime().postWait().toMillis();
            Objects.requireNonNull(waitUntil).update(deadline);
            context.timerService().registerProcessingTimeTimer(deadline);
        }
    }

    private List<PostTouch> takeWaiting() throws IOException {
        ValueState<List<PostTouch>> queue = Objects.requireNonNull(waiting);
        List<PostTouch> touches = queue.value();
        queue.clear();
        Objects.requireNonNull(waitUntil).clear();
        return touches == null ? List.of() : touches;
    }
}
