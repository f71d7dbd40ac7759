package io.feedrank.cli.stack;

/**
 * Asks a process, the way its clients do, whether it can be used. Never throws and returns within a
 * few seconds.
 */
@FunctionalInterface
public interface HealthProbe {

    /** One question, one answer. */
    Health check();
}
