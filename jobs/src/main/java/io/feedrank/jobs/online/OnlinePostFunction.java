package io.feedrank.jobs.online;

import static io.feedrank.jobs.online.OnlineOutputs.LISTED;
import static io.feedrank.jobs.online.OnlineOutputs.VECTORS;
import static io.feedrank.jobs.online.OnlineOutputs.WRITES;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.jobs.intake.CapturedPostFunction;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostState;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.ReaderVector;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts as touches come, in whatever order (tiles commute), stamps each with the post's topic and
 * vector for the user's side, and writes what changed after a short gathering time.
 */
final class OnlinePostFunction extends CapturedPostFunction {
    private static final long serialVersionUID = 1L;

    /** Vectors and trending scores are published at most so often for one post. */
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(500);

    private transient @Nullable Gathering stats;
    private transient @Nullable Gathering vector;

    OnlinePostFunction(JobConfig config) {
        super(config);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        stats = Gathering.open("stats", config.onlineCoalesce(), getRuntimeContext());
        vector = Gathering.open("vector", PUBLISH_EVERY, getRuntimeContext());
    }

    @Override
    protected void onTouch(
            PostTouch touch, PostState state, Context context, Collector<EnrichedTouch> out)
            throws Exception {
        String topic = Objects.requireNonNull(state.meta()).topic();
        // Stamped before the click counts, as offline does: a click on a post that nobody read says
        // nothing of taste.
        float[] stamp = touch.event().type() == EventType.CLICK ? state.unitVector() : null;
        boolean unexplored = PostListings.impressions(state) < PostListings.EXPLORED;
        boolean moved = state.apply(touch);
        if (unexplored && PostListings.impressions(state) >= PostListings.EXPLORED) {
            PostListings.explored(state, listed -> context.output(LISTED, listed));
        }
        out.collect(new EnrichedTouch(touch, topic, stamp, null));
        Objects.requireNonNull(stats).changed(context.timerService());
        if (moved) {
            Objects.requireNonNull(vector).changed(context.timerService());
        }
    }

    @Override
    protected void onChange(
            @Nullable Post before, PostState state, Context context, Collector<EnrichedTouch> out) {
        Post meta = Objects.requireNonNull(state.meta());
        context.output(
                WRITES,
                OnlineOutputs.write(
                        FeatureGroup.POST_META,
                        meta.id(),
                        config.generation(),
                        state.sequence(),
                        PostMeta.CODEC,
                        meta));
        PostListings.onChange(before, state, listed -> context.output(LISTED, listed));
        if (state.published()) {
            publish(state, context);
        } else {
            context.output(
                    VECTORS,
                    new ReaderVector(
                            meta, null, 0, context.timerService().currentProcessingTime()));
        }
    }

    @Override
    protected void onOwnTimer(
            long timestamp, PostState state, OnTimerContext context, Collector<EnrichedTouch> out)
            throws Exception {
        Post meta = state.meta();
        if (meta == null) {
            return;
        }
        if (Objects.requireNonNull(stats).due(timestamp)) {
            context.output(
                    WRITES,
                    OnlineOutputs.write(
                            FeatureGroup.POST_STATS,
                            meta.id(),
                            config.generation(),
                            state.sequence(),
                            PostStats.CODEC,
                            state.stats()));
        }
        if (Objects.requireNonNull(vector).due(timestamp) && state.published()) {
            publish(state, context);
        }
    }

    private static void publish(PostState state, Context context) {
        float[] unit = state.unitVector();
        Post meta = Objects.requireNonNull(state.meta());
        context.output(
                VECTORS,
                unit == null
                        ? new ReaderVector(meta, null, 0, meta.createdAtMs())
                        : new ReaderVector(
                                meta,
                                unit,
                                state.readerMass(),
                                state.stats().newest().toEpochMilli()));
        PostListings.trending(state, listed -> context.output(LISTED, listed));
    }
}
