package io.feedrank.cdc.engine;

import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.cdc.health.CaptureMetrics;
import io.feedrank.cdc.health.CaptureStatus;
import io.feedrank.cdc.health.CaptureStatus.Phase;
import io.feedrank.feature.config.FeedrankException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one capture going: waits for the servers, waits as a standby while another process
 * captures, runs the engine, and starts over with backoff when anything fails. Whatever fails, the
 * offset in Kafka is before the first row that Kafka lacks.
 */
public final class CaptureSupervisor implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureSupervisor.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LEASE_CHECK = Duration.ofSeconds(2);
    private static final Duration STANDBY_CHECK = Duration.ofMillis(500);

    private final CdcConfig config;
    private final CaptureStatus status;
    private final CaptureMetrics metrics;
    private final Backoff backoff =
            new Backoff(
                    Duration.ofMillis(250), Duration.ofSeconds(10), RandomGenerator.getDefault());
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    public CaptureSupervisor(CdcConfig config, CaptureStatus status, CaptureMetrics metrics) {
        this.config = config;
        this.status = status;
        this.metrics = metrics;
    }

    /** Captures until {@link #close()}. */
    @Override
    public void run() {
        try {
            while (!pause(Duration.ZERO)) {
                try {
                    capture();
                } catch (FeedrankException e) {
                    retryLater(e);
                } catch (RuntimeException e) {
                    // The process stays, whatever a library throws: health says so, and the next
                    // attempt may work.
                    retryLater(
                            new FeedrankException(
                                    FeedrankException.Category.INTERNAL, e.toString(), e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            status.enter(Phase.STOPPED, "stopped");
            stopped.countDown();
        }
    }

    /**
     * Stops the engine with its offsets stored; returns when it has stopped, after 10 s at most.
     */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!stopped.await(10, TimeUnit.SECONDS)) {
                LOG.warn("Not stopped after 10 s; does Kafka take the offsets?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void retryLater(FeedrankException failure) throws InterruptedException {
        Duration delay = backoff.next();
        String reason = failure.getMessage() + "; tried again in " + delay.toMillis() + " ms";
        status.enter(Phase.RETRYING, reason);
        LOG.warn("{}", reason);
        LOG.debug("The cause", failure);
        metrics.restarted();
        pause(delay);
    }

    private void capture() throws InterruptedException {
        try (SlotLease lease = SlotLease.open(config)) {
            ChangeTopics.ensure(config);
            if (!acquired(lease)) {
                return;
            }
            status.enter(Phase.SNAPSHOT, "copying the rows that were there before");
            try (ChangeWriter writer =
                            new ChangeWriter(config, status, metrics, InstantSource.system());
                    CaptureRun run = CaptureRun.start(config, writer)) {
                try {
                    watch(lease, writer, run);
                    status.enter(Phase.STOPPED, "stopping");
                } finally {
                    // The batch under way gets a moment; one that Kafka does not take would hold up
                    // the end.
                    CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS).execute(writer::close);
                }
            }
        }
    }

    /** False when told to stop. */
    private boolean acquired(SlotLease lease) throws InterruptedException {
        Optional<String> inTheWay = lease.tryAcquire();
        while (inTheWay.isPresent()) {
            if (status.phase() != Phase.STANDBY) {
                LOG.info("Standby: {}", inTheWay.get());
            }
            status.enter(Phase.STANDBY, "standby: " + inTheWay.get());
            if (pause(STANDBY_CHECK)) {
                return false;
            }
            inTheWay = lease.tryAcquire();
        }
        return true;
    }

    /** Returns when told to stop; throws when the engine or the lease is lost. */
    private void watch(SlotLease lease, ChangeWriter writer, CaptureRun run)
            throws InterruptedException {
        long looks = 0;
        while (!pause(LOOK)) {
            Optional<FeedrankException> failure = run.failure();
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (status.phase() == Phase.SNAPSHOT) {
                lookForStreaming(writer, run);
            }
            if (looks++ % (LEASE_CHECK.toMillis() / LOOK.toMillis()) == 0) {
                metrics.retainedBytes(lease.retainedBytes());
            }
        }
    }

    private void lookForStreaming(ChangeWriter writer, CaptureRun run) {
        Optional<Long> snapshotRows = run.snapshotRowsOnceStreaming();
        if (snapshotRows.isPresent() && writer.written() >= snapshotRows.get()) {
            LOG.info("Streaming; the snapshot was {} rows", snapshotRows.get());
            status.enter(Phase.STREAMING, "streaming");
            backoff.reset();
        }
    }

    /** Waits; true when told to stop. */
    private boolean pause(Duration duration) throws InterruptedException {
        return stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
