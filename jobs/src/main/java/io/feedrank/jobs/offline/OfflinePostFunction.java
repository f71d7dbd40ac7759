package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.jobs.intake.CapturedPostFunction;
import io.feedrank.jobs.record.CapturedPost;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostState;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Computes a post's columns as of each impression, in event-time order. A touch that comes after
 * the watermark corrects the counts, but gets no columns: the post's state may already hold what
 * came later.
 */
final class OfflinePostFunction extends CapturedPostFunction {
    private static final long serialVersionUID = 1L;

    static final Comparator<PostTouch> FIXED_ORDER =
            Comparator.comparing((PostTouch touch) -> touch.event().eventId())
                    .thenComparingInt(PostTouch::slot);

    private transient @Nullable SecondBuffer<PostTouch> buffer;
    private final FeatureCatalog catalog;
    private transient @Nullable List<GroupLayout> layouts;
    private transient @Nullable Counter unordered;
    private transient @Nullable SecondWeights weights;

    OfflinePostFunction(JobConfig config) {
        this(config, FeatureCatalog.standard());
    }

    OfflinePostFunction(JobConfig config, FeatureCatalog catalog) {
        super(config);
        this.catalog = catalog;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        MapStateDescriptor<Long, List<PostTouch>> descriptor =
                new MapStateDescriptor<>(
                        "buffer", Types.LONG, RecordType.POST_TOUCHES.<List<PostTouch>>info());
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        buffer = new SecondBuffer<>(getRuntimeContext().getMapState(descriptor));
        weights = new SecondWeights();
        layouts = catalog.layouts(Entity.POST);
        unordered = getRuntimeContext().getMetricGroup().counter("touches_after_watermark");
    }

    @Override
    protected void onTouch(
            PostTouch touch, PostState state, Context context, Collector<EnrichedTouch> out)
            throws Exception {
        context.output(OfflineOutputs.ACCEPTED, touch);
        if (SecondBuffer.over(touch.second(), state.drainedSecond(), context.timerService())) {
            Objects.requireNonNull(unordered).inc();
            EnrichedTouch enriched = enriched(touch, state, null);
            out.collect(enriched);
            take(enriched, state);
            return;
        }
        Objects.requireNonNull(buffer).add(touch.second(), touch, context.timerService());
    }

    @Override
    protected void onChange(
            @Nullable Post before, PostState state, Context context, Collector<EnrichedTouch> out) {
        long now =
                context.timerService().currentProcessingTime()
                        + config.eventTime().clockOffset().toMillis();
        context.output(
                OfflineOutputs.POSTS,
                new CapturedPost(Objects.requireNonNull(state.meta()), state.position(), now));
    }

    @Override
    protected void onOwnTimer(
            long timestamp, PostState state, OnTimerContext context, Collector<EnrichedTouch> out)
            throws Exception {
        if (context.timeDomain() != TimeDomain.EVENT_TIME) {
            return;
        }
        List<PostTouch> touches = new ArrayList<>(Objects.requireNonNull(buffer).take(timestamp));
        touches.sort(FIXED_ORDER);
        DecayWeights weights = Objects.requireNonNull(this.weights).at(timestamp);
        float[] columns = null;
        List<EnrichedTouch> enriched = new ArrayList<>(touches.size());
        for (PostTouch touch : touches) {
            boolean impression = touch.event().type() == EventType.IMPRESSION;
            if (impression && columns == null) {
                columns = columns(state, weights);
            }
            enriched.add(enriched(touch, state, impression ? columns : null));
        }
        enriched.forEach(out::collect);
        enriched.forEach(touch -> take(touch, state));
        state.declared().retain(Objects.requireNonNull(layouts));
        state.drained(Math.floorDiv(timestamp, 1000L));
    }

    private float[] columns(PostState state, DecayWeights weights) {
        float[] columns = new float[catalog.itemWidth()];
        Post meta = Objects.requireNonNull(state.meta());
        catalog.computePost(
                new PostFeatures(state.stats(), meta.createdAtMs(), state.declared()),
                weights,
                columns,
                0);
        DeclaredStates nothing = new DeclaredStates();
        catalog.computeAuthor(nothing, weights, columns, 0);
        catalog.computeTopic(nothing, weights, columns, 0);
        return columns;
    }

    private static EnrichedTouch enriched(
            PostTouch touch, PostState state, float @Nullable [] columns) {
        EventType type = touch.event().type();
        boolean needsVector = type == EventType.CLICK || type == EventType.IMPRESSION;
        Post meta = Objects.requireNonNull(state.meta());
        return new EnrichedTouch(
                touch,
                meta.topic(),
                meta.authorId(),
                needsVector ? state.unitVector() : null,
                columns);
    }

    private void take(EnrichedTouch touch, PostState state) {
        state.apply(touch.touch());
        state.declared().update(Objects.requireNonNull(layouts), touch.observation());
    }
}
