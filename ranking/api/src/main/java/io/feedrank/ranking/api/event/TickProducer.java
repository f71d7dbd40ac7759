package io.feedrank.ranking.api.event;

import io.feedrank.feature.event.Event;
import io.feedrank.ranking.api.config.TicksConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every partition of {@code feed-events} what time it is, so that one without events never
 * holds event time back. Several replicas may do it at once.
 */
public final class TickProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TickProducer.class);

    private final EventPublisher publisher;
    private final TicksConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "ticks");
                        thread.setDaemon(true);
                        return thread;
                    });

    public TickProducer(
            EventPublisher publisher, TicksConfig config, Clock clock, MeterRegistry metrics) {
        this.publisher = publisher;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Ticks from now on, if the configuration says so. */
    public void start() {
        if (config.enabled()) {
            long everyMs = config.every().toMillis();
            Future<?> unused =
                    scheduler.scheduleWithFixedDelay(
                            this::tick, everyMs, everyMs, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            boolean sent = publisher.publishTick(Event.tick(clock.instant()));
            metrics.counter("feedrank.ticks", "sent", Boolean.toString(sent)).increment();
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.warn("No tick", e);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
