package io.feedrank.jobs.online;

import static io.feedrank.jobs.online.OnlineOutputs.AUDIT;
import static io.feedrank.jobs.online.OnlineOutputs.ITEMS;
import static io.feedrank.jobs.online.OnlineOutputs.LISTED;
import static io.feedrank.jobs.online.OnlineOutputs.VECTORS;
import static io.feedrank.jobs.online.OnlineOutputs.WRITES;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.PostMeta;
import io.feedrank.feature.state.PostStats;
import io.feedrank.jobs.intake.CapturedPostFunction;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostState;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.ReaderVector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts as touches come, in whatever order (tiles commute), stamps each with the post's topic and
 * vector for the user's side, and writes what changed after a short gathering time.
 */
final class OnlinePostFunction extends CapturedPostFunction implements KeyedStateOnly {
    private static final long serialVersionUID = 1L;

    /** Vectors and trending scores are published at most so often for one post. */
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(500);

    private final FeatureCatalog catalog;
    private transient @Nullable Gathering stats;
    private transient @Nullable Gathering vector;

    private transient @Nullable DirtyGroups declared;
    private transient @Nullable List<Entity> items;
    private transient @Nullable AuditTrail audit;
    private transient @Nullable Unsettled row;
    private transient boolean restored;

    OnlinePostFunction(JobConfig config) {
        this(config, FeatureCatalog.standard());
    }

    OnlinePostFunction(JobConfig config, FeatureCatalog catalog) {
        super(config);
        this.catalog = catalog;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        restored = context.isRestored();
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        audit = AuditTrail.begin(config);
        stats = Gathering.open("stats", config.onlineCoalesce(), getRuntimeContext());
        vector = Gathering.open("vector", PUBLISH_EVERY, getRuntimeContext());
        declared = DirtyGroups.open(catalog, Entity.POST, restored, getRuntimeContext());
        row = Unsettled.open("unsettled-row", restored, getRuntimeContext());
        items =
                Stream.of(Entity.AUTHOR, Entity.TOPIC)
                        .filter(entity -> !catalog.layouts(entity).isEmpty())
                        .toList();
    }

    @Override
    protected void onTouch(
            PostTouch touch, PostState state, Context context, Collector<EnrichedTouch> out)
            throws Exception {
        Post meta = Objects.requireNonNull(state.meta());
        // Stamped before the click counts, as offline does: a click on a post that nobody read says
        // nothing of taste.
        float[] stamp = touch.event().type() == EventType.CLICK ? state.unitVector() : null;
        boolean unexplored = PostListings.impressions(state) < PostListings.EXPLORED;
        boolean moved = state.apply(touch);
        if (unexplored && PostListings.impressions(state) >= PostListings.EXPLORED) {
            PostListings.explored(state, listed -> context.output(LISTED, listed));
        }
        EnrichedTouch enriched =
                new EnrichedTouch(touch, meta.topic(), meta.authorId(), stamp, null);
        out.collect(enriched);
        takeDeclared(enriched, state, context);
        AuditTrail trail = Objects.requireNonNull(audit);
        if (trail.covers(Entity.POST, touch.postId())) {
            context.output(AUDIT, trail.touched(state, enriched));
        }
        Objects.requireNonNull(stats).changed(context.timerService());
        if (moved) {
            Objects.requireNonNull(vector).changed(context.timerService());
        }
    }

    private void takeDeclared(EnrichedTouch touch, PostState state, Context context)
            throws IOException {
        Observation observation = touch.observation();
        AuditTrail trail = Objects.requireNonNull(audit);
        DirtyGroups groups = Objects.requireNonNull(declared);
        groups.changed(state.declared().update(groups.layouts(), observation));
        for (Entity entity : Objects.requireNonNull(items)) {
            String id = entity.keyOf(observation);
            if (!id.isEmpty()) {
                String event = trail.covers(entity, id) ? touch.touch().event().eventId() : "";
                context.output(ITEMS, new EntityTouch(entity, event, observation));
            }
        }
    }

    @Override
    protected void onChange(
            @Nullable Post before, PostState state, Context context, Collector<EnrichedTouch> out)
            throws IOException {
        Post meta = Objects.requireNonNull(state.meta());
        Objects.requireNonNull(row).with(1, context.timerService());
        writeRow(state, meta, context);
        AuditTrail trail = Objects.requireNonNull(audit);
        if (trail.covers(Entity.POST, meta.id())) {
            context.output(AUDIT, trail.changed(state, meta));
        }
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
            DirtyGroups groups = Objects.requireNonNull(declared);
            state.declared().retain(groups.layouts());
            groups.take(
                            state.declared(),
                            meta.id(),
                            config.generation(),
                            state.sequence(),
                            context.timerService())
                    .forEach(write -> context.output(WRITES, write));
            if (Objects.requireNonNull(row).with(0, context.timerService()) != 0) {
                writeRow(state, meta, context);
            }
        }
        if (Objects.requireNonNull(vector).due(timestamp) && state.published()) {
            publish(state, context);
        }
    }

    private void writeRow(PostState state, Post meta, Context context) {
        context.output(
                WRITES,
                OnlineOutputs.write(
                        OnlineOutputs.ending(FeatureGroup.POST_META, state.deleted()),
                        meta.id(),
                        config.generation(),
                        state.sequence(),
                        PostMeta.CODEC,
                        meta));
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
