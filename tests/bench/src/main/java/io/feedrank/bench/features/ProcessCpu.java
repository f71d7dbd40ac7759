package io.feedrank.bench.features;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * A moment on two clocks.
 *
 * @param cpuNanos of all threads of this process: the collector's and the compiler's too
 */
record ProcessCpu(long cpuNanos, long wallNanos) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static ProcessCpu now() {
        return new ProcessCpu(SYSTEM.getProcessCpuTime(), System.nanoTime());
    }

    /** From {@code start} to this. */
    ProcessCpu since(ProcessCpu start) {
        return new ProcessCpu(cpuNanos - start.cpuNanos, wallNanos - start.wallNanos);
    }

    double cpuSeconds() {
        return cpuNanos / 1e9;
    }

    double wallSeconds() {
        return wallNanos / 1e9;
    }
}
