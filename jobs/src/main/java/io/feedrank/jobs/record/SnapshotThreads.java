package io.feedrank.jobs.record;

/**
 * The threads that write checkpoints of the heap backend. There are two for each stateful operator
 * of a task manager with two slots, all at once, and each is busy as long as it has a core: on a
 * small machine an event then waits for one at each of its hops.
 */
final class SnapshotThreads {
    private SnapshotThreads() {}

    /**
     * Lets the threads that serve events go before this one, which writes a checkpoint. Counts
     * where the JVM passes priorities on to the system, as the task manager's does with {@code
     * -XX:ThreadPriorityPolicy=1}; elsewhere nothing changes.
     */
    @SuppressWarnings("ThreadPriorityCheck") // It is for speed alone.
    static void giveWay() {
        Thread thread = Thread.currentThread();
        if (thread.getPriority() != Thread.MIN_PRIORITY) {
            thread.setPriority(Thread.MIN_PRIORITY);
        }
    }
}
