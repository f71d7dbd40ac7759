package io.feedrank.cli.erase;

import io.feedrank.cli.stack.FlinkRest;
import io.feedrank.cli.stack.StackException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * New checkpoints of all jobs, as many as a cluster keeps: those of before an erasure, which still
 * hold the person, go with each.
 */
final class JobCheckpoints {
    /** As {@code execution.checkpointing.num-retained} in {@code flink-conf}. */
    private static final int RETAINED = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<URI> clusters;

    JobCheckpoints(List<URI> clusters) {
        this.clusters = clusters;
    }

    /** One of each job; whether all were taken. What was written before it is flushed by then. */
    boolean once() {
        return take(1);
    }

    /** As many as are kept; whether all were taken. */
    boolean all() {
        return take(RETAINED);
    }

    private boolean take(int times) {
        boolean taken = !clusters.isEmpty();
        for (URI cluster : clusters) {
            try {
                FlinkRest rest = new FlinkRest(cluster);
                for (String job : rest.jobs().keySet()) {
                    for (int i = 0; i < times; i++) {
                        taken &= rest.checkpoint(job, PATIENCE);
                    }
                }
            } catch (StackException notThere) {
                taken = false;
            }
        }
        return taken;
    }
}
