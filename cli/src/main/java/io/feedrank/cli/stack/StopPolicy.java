package io.feedrank.cli.stack;

import java.time.Duration;

/**
 * How a process is asked to stop.
 *
 * @param signal the signal that means "stop cleanly" to it, without SIG
 * @param patience how long it may take before it is killed
 */
public record StopPolicy(String signal, Duration patience) {

    /** What services do on SIGTERM. */
    static final StopPolicy TERMINATE = new StopPolicy("TERM", Duration.ofSeconds(10));

    /**
     * Postgres: ends its sessions and writes a checkpoint; on SIGTERM it would wait for its clients
     * instead.
     */
    static final StopPolicy FAST_SHUTDOWN = new StopPolicy("INT", Duration.ofSeconds(20));

    public StopPolicy {
        if (signal.startsWith("SIG") || signal.isBlank()) {
            throw new IllegalArgumentException(
                    "signal: got '" + signal + "', expected a name without SIG like TERM");
        }
    }
}
