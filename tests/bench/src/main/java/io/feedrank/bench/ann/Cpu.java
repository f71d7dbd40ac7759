package io.feedrank.bench.ann;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.stream.Collectors;

/** CPU time, which a busy neighbour does not change as it changes wall time. */
final class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Cpu() {}

    /** Threads of that name which live now. */
    static Set<Long> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .map(Thread::getId)
                .collect(Collectors.toSet());
    }

    /** Nanoseconds of the threads of that name, but for some. */
    static long of(String name, Set<Long> others) {
        return threads(name).stream()
                .filter(id -> !others.contains(id))
                .mapToLong(id -> Math.max(0, THREADS.getThreadCpuTime(id)))
                .sum();
    }

    /** Nanoseconds of this thread. */
    static long thread() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
