package io.feedrank.jobs.online;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.text.TextTower;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.PostVector;
import io.feedrank.jobs.record.ReaderVector;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.TowerRecord;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by post id, with the text tower broadcast: what is published of a post, from its text as
 * long as nobody read it, and ever more from its readers. The one writer of a post's vectors, so
 * that none overtakes another. Another tower gives all posts in which text counts their vector
 * anew; without a tower a post that nobody read has none. A post that expires is gone, here and for
 * all who follow.
 */
final class PostVectorFunction
        extends KeyedBroadcastProcessFunction<String, ReaderVector, TowerRecord, PostVector> {
    private static final long serialVersionUID = 1L;

    /** A text that counts less is left out: the post is known by its readers. */
    static final float LEAST_SHARE = 0.05f;

    private final Duration clockOffset;
    private transient @Nullable ValueState<ReaderVector> posts;
    private transient @Nullable TowerInUse inUse;
    private transient @Nullable Counter fromText;
    private transient @Nullable Counter unencoded;

    /**
     * A function.
     *
     * @param clockOffset how far the deployment's clock, by which posts expire, is ahead
     */
    PostVectorFunction(Duration clockOffset) {
        this.clockOffset = clockOffset;
    }

    // Without a time to live: a row is only sent when it changes. One that expires is cleared then.
    private static ValueStateDescriptor<ReaderVector> descriptor() {
        return new ValueStateDescriptor<>("readers", RecordType.READER_VECTOR.<ReaderVector>info());
    }

    @Override
    public void open(OpenContext context) {
        posts = getRuntimeContext().getState(descriptor());
        inUse = new TowerInUse();
        fromText = getRuntimeContext().getMetricGroup().counter("vectors_from_text");
        unencoded = getRuntimeContext().getMetricGroup().counter("texts_not_encoded");
    }

    @Override
    public void processElement(
            ReaderVector readers, ReadOnlyContext context, Collector<PostVector> out)
            throws Exception {
        ValueState<ReaderVector> known = Objects.requireNonNull(posts);
        boolean met = known.value() != null;
        if (!readers.published()) {
            known.clear();
            out.collect(PostVector.gone(readers));
            return;
        }
        known.update(readers);
        if (readers.post().expiresAtMs() != 0) {
            context.timerService().registerProcessingTimeTimer(expiry(readers));
        }
        TextTower tower =
                Objects.requireNonNull(inUse).from(context.getBroadcastState(TowerInUse.STATE));
        PostVector vector = vector(readers, tower);
        if (vector.vector() != null || met) {
            out.collect(vector);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PostVector> out)
            throws Exception {
        ValueState<ReaderVector> known = Objects.requireNonNull(posts);
        ReaderVector readers = known.value();
        // A timer of an expiry that was moved since says nothing.
        if (readers != null && readers.post().expiresAtMs() != 0 && expiry(readers) <= timestamp) {
            known.clear();
            out.collect(PostVector.gone(readers));
        }
    }

    /** In processing time. */
    private long expiry(ReaderVector readers) {
        return readers.post().expiresAtMs() - clockOffset.toMillis();
    }

    @Override
    public void processBroadcastElement(
            TowerRecord record, Context context, Collector<PostVector> out) throws Exception {
        TowerInUse towers = Objects.requireNonNull(inUse);
        TextTower before = towers.from(context.getBroadcastState(TowerInUse.STATE));
        try {
            if (!TowerInUse.update(record, context.getBroadcastState(TowerInUse.STATE))) {
                return;
            }
        } catch (FeedrankException e) {
            // Each subtask gets each record; one of them speaks for all.
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                context.output(
                        OnlineOutputs.REJECTED_TOWERS,
                        new DeadLetter(
                                record.key(),
                                record.value(),
                                null,
                                String.valueOf(e.getMessage()),
                                "",
                                record.origin()));
            }
            return;
        }
        TextTower now = towers.from(context.getBroadcastState(TowerInUse.STATE));
        context.applyToKeyedState(
                descriptor(),
                (postId, state) -> {
                    ReaderVector readers = state.value();
                    if (readers != null && (counts(before, readers) || counts(now, readers))) {
                        out.collect(vector(readers, now));
                    }
                });
    }

    private static boolean counts(@Nullable TextTower tower, ReaderVector readers) {
        return tower != null && tower.textShare(readers.mass()) >= LEAST_SHARE;
    }

    private PostVector vector(ReaderVector readers, @Nullable TextTower tower) {
        if (tower == null || !counts(tower, readers)) {
            return PostVector.of(readers);
        }
        float[] text;
        try {
            text =
                    tower.vector(
                            readers.post().title(),
                            readers.post().language(),
                            readers.post().topic());
        } catch (RuntimeException e) {
            // No text may stop the job.
            Objects.requireNonNull(unencoded).inc();
            text = null;
        }
        if (text == null) {
            return PostVector.of(readers);
        }
        Objects.requireNonNull(fromText).inc();
        return new PostVector(
                readers,
                tower.blended(text, readers.vector(), readers.mass()),
                tower.identity().version());
    }
}
