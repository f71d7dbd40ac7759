package io.feedrank.bench.ann;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time, which a busy neighbour does not change as it changes wall time. */
final class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Cpu() {}

    /** Nanoseconds of this thread. */
    static long thread() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
