package io.feedrank.cli.demo;

import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Polling;
import io.feedrank.feature.offline.OfflineSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/** Waits until both feature jobs have done their work, by looking into what they write. */
final class ProcessingWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(2);

    /**
     * Files appear with checkpoints, every few seconds; a job that wrote none for so long is done,
     * or stuck.
     */
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private static final Duration ONLINE_PATIENCE = Duration.ofSeconds(60);

    private final OfflineCounts offline;
    private final OnlineCounts online;
    private final SetAside aside;

    ProcessingWatch(LocalStack stack) {
        this.offline = new OfflineCounts(stack.work().offline());
        this.online = new OnlineCounts(stack.addresses().redis());
        this.aside = new SetAside(stack.addresses().kafka());
    }

    OfflineCounts offline() {
        return offline;
    }

    OnlineCounts online() {
        return online;
    }

    /**
     * Waits until every event is accounted for in Parquet, dead letters and late events, and until
     * Redis has counted as much; or until nothing moves any more.
     *
     * @param rows how many rows of events there are if all are processed
     */
    Reconciliation await(Reconciliation.Sent sent, long rows, Progress progress) {
        progress.expect(rows);
        long nearlyAll = rows - sent.events() / 100;
        untilDoneOrStill(
                () -> rows(progress), count -> count >= nearlyAll && reconcile(sent).complete());
        progress.detail("waiting for Redis");
        return Polling.latest(
                ONLINE_PATIENCE, POLL, () -> reconcile(sent), found -> found.failures().isEmpty());
    }

    /**
     * Waits until impressions up to {@code end} are training examples.
     *
     * @return how many are
     */
    long awaitExamples(Instant end, Progress progress) {
        long impressions = offline.impressionsUntil(end);
        progress.expect(impressions);
        return untilDoneOrStill(
                () -> {
                    long trainable = offline.trainableImpressionsUntil(end);
                    progress.reach(trainable);
                    return trainable;
                },
                count -> count >= impressions);
    }

    /** Asks until a count is enough, or has not grown for {@link #STANDSTILL}; the last count. */
    private static long untilDoneOrStill(LongSupplier question, LongPredicate enough) {
        long count = question.getAsLong();
        boolean grows = true;
        while (grows && !enough.test(count)) {
            long before = count;
            AtomicBoolean done = new AtomicBoolean();
            count =
                    Polling.latest(
                            STANDSTILL,
                            POLL,
                            question::getAsLong,
                            found -> {
                                done.set(enough.test(found));
                                return done.get() || found > before;
                            });
            grows = count > before && !done.get();
        }
        return count;
    }

    private long rows(Progress progress) {
        long rows = offline.rows(OfflineSchema.EVENTS);
        progress.reach(rows);
        return rows;
    }

    private Reconciliation reconcile(Reconciliation.Sent sent) {
        aside.update();
        long dead = aside.deadLetters().size() - offline.alsoProcessed(aside.deadLetters());
        Set<String> lateOnly = new HashSet<>(aside.late());
        lateOnly.removeAll(aside.deadLetters());
        long late = lateOnly.size() - offline.alsoProcessed(lateOnly);
        return new Reconciliation(
                sent,
                new Reconciliation.Stored(
                        offline.distinctEvents(),
                        dead,
                        late,
                        offline.eventsCountedTwice(),
                        offline.rowsBySignal(),
                        online.totals()));
    }

    @Override
    public void close() {
        aside.close();
        online.close();
        offline.close();
    }
}
