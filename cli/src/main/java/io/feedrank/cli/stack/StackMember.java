package io.feedrank.cli.stack;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One thing of the local stack that is started and stopped alone: a process, or a job on the Flink
 * cluster.
 */
public sealed interface StackMember permits ManagedProcess, FlinkJob {

    /** Its name, as in {@code status}. */
    String name();

    /** Members that have to be healthy before this one is started. */
    Set<String> needs();

    /** Whether it does its work now. */
    Health health();

    /**
     * Starts it unless it runs, and returns when it is healthy.
     *
     * @param waitingFor is told what is still missing, again and again
     * @throws StackException when it ended by itself or did not get healthy in time; the message
     *     says why
     */
    void start(Duration timeout, Consumer<String> waitingFor);

    /** Stops it cleanly if it runs, forcibly when that takes too long; returns when it is gone. */
    void stop();

    /** Ends it at once, as a crash would; returns when it is gone. */
    void kill();

    /** Whether there is anything to stop. */
    boolean present();
}
