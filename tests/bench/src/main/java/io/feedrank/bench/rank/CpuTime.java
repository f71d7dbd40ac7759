package io.feedrank.bench.rank;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Median CPU time of the calling thread, which other work on the machine does not lengthen. */
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /**
     * Milliseconds of one run of each work, measured in turns after a quarter as many unmeasured.
     */
    static double[] medianMillis(int runs, Runnable... works) {
        double[][] millis = new double[works.length][runs];
        for (int run = -runs / 4 - 1; run < runs; run++) {
            for (int work = 0; work < works.length; work++) {
                long start = THREADS.getCurrentThreadCpuTime();
                works[work].run();
                if (run >= 0) {
                    millis[work][run] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
                }
            }
        }
        double[] medians = new double[works.length];
        for (int work = 0; work < works.length; work++) {
            Arrays.sort(millis[work]);
            medians[work] = millis[work][runs / 2];
        }
        return medians;
    }
}
