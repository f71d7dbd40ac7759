package io.feedrank.ranking.pipeline.score;

import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.ModelAttempt;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the shadow model score a copy of the traffic, on one thread off the serving path. What does
 * not fit into a short queue, or into the shadow's share of a core, is left out and counted; a
 * request never waits. What the shadow says goes to the feature log, so that it can be compared
 * with what people did.
 */
public final class ShadowTraffic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowTraffic.class);
    private static final int WAITING = 4;

    /**
     * A feed that was served.
     *
     * @param log of the feed: its posts, in order
     * @param rows of all candidates; not changed any more
     * @param rowOfPost for each post of the log its row
     */
    @SuppressWarnings("ArrayRecordComponent") // the hot path; never compared
    public record Copy(FeatureLogEntry log, FeatureRows rows, int[] rowOfPost) {}

    private final Models models;
    private final ModelInputs inputs;
    private final int corePercent;
    private final Consumer<FeatureLogEntry> log;
    private final BlockingQueue<Copy> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong scored = new AtomicLong();
    private final Thread thread = new Thread(this::run, "shadow");
    private volatile boolean closed;
    private volatile long nextNanos = System.nanoTime();

    /**
     * Starts the thread.
     *
     * @param corePercent how much of one core it may take; 0 turns it off
     * @param log takes what the shadow says; must not block
     */
    ShadowTraffic(
            Models models, ModelInputs inputs, int corePercent, Consumer<FeatureLogEntry> log) {
        this.models = models;
        this.inputs = inputs;
        this.corePercent = corePercent;
        this.log = log;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether a copy would be scored now; worth asking before one is made. */
    public boolean wanted() {
        return corePercent > 0
                && !closed
                && System.nanoTime() - nextNanos >= 0
                && models.shadow().isPresent();
    }

    /** Hands over a copy; it is left out when there is no room. Never waits. */
    public void offer(Copy copy) {
        if (!waiting.offer(copy)) {
            leftOut.incrementAndGet();
        }
    }

    /** Copies that were left out for want of room. */
    public long leftOut() {
        return leftOut.get();
    }

    /** Copies that the shadow was asked to score. */
    public long scored() {
        return scored.get();
    }

    private void run() {
        try {
            while (!closed) {
                Copy copy = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (copy != null) {
                    models.shadow().ifPresent(shadow -> score(shadow, copy));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void score(Scorer shadow, Copy copy) {
        long start = System.nanoTime();
        FeatureLogEntry.Builder entry =
                FeatureLogEntry.newBuilder()
                        .setShadowOf(copy.log().getRequestId())
                        .setUserId(copy.log().getUserId())
                        .setScoredAtMs(copy.log().getScoredAtMs())
                        .setModel(shadow.model());
        String failure = "";
        try {
            float[] scores = inputs.score(shadow, copy.rows(), Scorer.FOREVER).score();
            requireFinite(scores);
            for (int i = 0; i < copy.rowOfPost().length; i++) {
                entry.addRows(
                        FeatureLogRow.newBuilder()
                                .setPostId(copy.log().getRows(i).getPostId())
                                .setScore(scores[copy.rowOfPost()[i]]));
            }
        } catch (RuntimeException e) {
            LOG.warn("shadow model failed: {}", e.toString());
            failure = String.valueOf(e.getMessage());
        }
        long nanos = System.nanoTime() - start;
        nextNanos = System.nanoTime() + nanos * (100 - corePercent) / corePercent;
        entry.addAttempts(
                ModelAttempt.newBuilder()
                        .setAlias(Alias.SHADOW.id())
                        .setModel(shadow.model())
                        .setMicros(nanos / 1_000)
                        .setFailure(failure)
                        .setRows(copy.rows().count()));
        scored.incrementAndGet();
        log.accept(entry.build());
    }

    private static void requireFinite(float[] scores) {
        int notFinite = 0;
        for (float score : scores) {
            notFinite += Float.isFinite(score) ? 0 : 1;
        }
        if (notFinite > 0) {
            throw new IllegalStateException(
                    notFinite + " of " + scores.length + " scores are not finite");
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
