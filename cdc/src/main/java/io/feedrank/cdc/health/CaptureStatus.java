package io.feedrank.cdc.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the process stands. Written by the capture, read by the health endpoint; safe for threads.
 */
public final class CaptureStatus {
    /** A batch that Kafka has not acknowledged for so long means that Kafka is not there. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(5);

    /** What the process does. */
    public enum Phase {
        /** Looks for Postgres and Kafka. */
        STARTING,
        /** A server does not answer; tried again with backoff. */
        RETRYING,
        /** Another process captures; this one takes over when it stops. */
        STANDBY,
        /** Copies the rows that were there before. */
        SNAPSHOT,
        /** Follows the log. */
        STREAMING,
        /** Was told to stop. */
        STOPPED
    }

    /**
     * One answer for both health and people.
     *
     * @param ready whether changes flow
     * @param reason why not, or what it does
     */
    public record Report(boolean ready, Phase phase, String reason) {}

    private record State(Phase phase, String reason) {}

    private final AtomicLong batchStartedNanos = new AtomicLong();
    private volatile State state = new State(Phase.STARTING, "starting");

    public void enter(Phase phase, String reason) {
        state = new State(phase, reason);
    }

    public Phase phase() {
        return state.phase();
    }

    /** A batch goes to Kafka. */
    public void batchStarted() {
        batchStartedNanos.set(Math.max(1, System.nanoTime()));
    }

    /** Kafka has the batch, or it was given up. */
    public void batchEnded() {
        batchStartedNanos.set(0);
    }

    public Report report() {
        State now = state;
        long started = batchStartedNanos.get();
        Duration waiting =
                started == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - started);
        if (waiting.compareTo(STALLED_AFTER) > 0) {
            return new Report(
                    false,
                    now.phase(),
                    "Kafka has not acknowledged a batch for " + waiting.toSeconds() + " s");
        }
        return new Report(now.phase() == Phase.STREAMING, now.phase(), now.reason());
    }
}
