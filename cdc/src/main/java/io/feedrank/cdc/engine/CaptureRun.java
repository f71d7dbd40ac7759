package io.feedrank.cdc.engine;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the Debezium engine, from its start to its end or {@link #close()}. Used by one
 * thread.
 */
final class CaptureRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureRun.class);
    private static final String METRICS =
            "debezium.postgres:type=connector-metrics,server=" + CdcConfig.TOPIC_PREFIX;

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final AtomicReference<@Nullable FeedrankException> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private CaptureRun(CdcConfig config, ChangeWriter writer) {
        this.engine =
                DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                        .using(DebeziumProperties.of(config))
                        .using(this::completed)
                        .notifying(writer)
                        .build();
    }

    /** Starts the engine on a thread of its own. */
    static CaptureRun start(CdcConfig config, ChangeWriter writer) {
        CaptureRun run = new CaptureRun(config, writer);
        Thread thread = new Thread(run::runEngine, "cdc-engine");
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    /** Empty while it runs; how it failed, or that it ended. */
    Optional<FeedrankException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Rows that the snapshot has read, empty as long as the engine is not past it. */
    Optional<Long> snapshotRowsOnceStreaming() {
        if (!Boolean.TRUE.equals(metric("streaming", "Connected"))) {
            return Optional.empty();
        }
        return metric("snapshot", "TotalNumberOfEventsSeen") instanceof Long rows
                ? Optional.of(rows)
                : Optional.of(0L);
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The engine had ended by itself", e);
        }
        try {
            if (!ended.await(15, TimeUnit.SECONDS)) {
                LOG.warn("The engine did not end within 15 s; its threads are left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runEngine() {
        try {
            engine.run();
        } catch (RuntimeException e) {
            completed(false, String.valueOf(e.getMessage()), e);
        } finally {
            failure.compareAndSet(
                    null,
                    new FeedrankException(
                            FeedrankException.Category.UNAVAILABLE, "the engine ended"));
            ended.countDown();
        }
    }

    private void completed(boolean success, @Nullable String message, @Nullable Throwable error) {
        if (!success) {
            String text = String.valueOf(message);
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                text = cause.getMessage() == null ? text : cause.getMessage();
            }
            failure.compareAndSet(
                    null,
                    new FeedrankException(
                            FeedrankException.Category.UNAVAILABLE,
                            "the engine failed: " + text,
                            error));
        }
    }

    /**
     * Null when there is no such metric (yet). Source of the names: Debezium 3.6, PostgreSQL
     * connector, monitoring.
     */
    private static @Nullable Object metric(String context, String attribute) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            return server.getAttribute(new ObjectName(METRICS + ",context=" + context), attribute);
        } catch (JMException e) {
            return null;
        }
    }
}
