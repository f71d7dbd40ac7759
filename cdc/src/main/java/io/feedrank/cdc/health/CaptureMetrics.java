package io.feedrank.cdc.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counters and gauges of the capture, in Prometheus' text format. Safe for threads. */
public final class CaptureMetrics {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicLong retainedBytes = new AtomicLong();
    private final Timer commitToKafka =
            Timer.builder("feedrank.cdc.commit.to.kafka")
                    .description(
                            "From the commit in Postgres to Kafka's acknowledgement, streamed rows")
                    .publishPercentiles(0.5, 0.95, 0.99)
                    .register(registry);
    private final Counter restarts =
            Counter.builder("feedrank.cdc.restarts")
                    .description("Times the engine was started again after a failure")
                    .register(registry);

    public CaptureMetrics() {
        Gauge.builder("feedrank.cdc.lag.ms", lagMillis, AtomicLong::doubleValue)
                .description("Commit to acknowledgement of the last streamed row, milliseconds")
                .register(registry);
        Gauge.builder("feedrank.cdc.slot.retained.bytes", retainedBytes, AtomicLong::doubleValue)
                .description("Write-ahead log that Postgres keeps for the slot")
                .register(registry);
    }

    /** Kafka has {@code rows} changes of {@code table}. */
    public void captured(String table, int rows) {
        Counter.builder("feedrank.cdc.rows")
                .description("Changes that Kafka has acknowledged")
                .tag("table", table)
                .register(registry)
                .increment(rows);
    }

    /** A row went to the dead letters {@code topic}. */
    public void deadLetter(String topic) {
        Counter.builder("feedrank.cdc.dead.letters")
                .description("Rows that could not be converted or sent")
                .tag("topic", topic)
                .register(registry)
                .increment();
    }

    /** One streamed row was committed {@code lag} before Kafka acknowledged it. */
    public void lag(Duration lag) {
        lagMillis.set(lag.toMillis());
        commitToKafka.record(lag);
    }

    public void restarted() {
        restarts.increment();
    }

    public void retainedBytes(long bytes) {
        retainedBytes.set(bytes);
    }

    /** All of them, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }
}
