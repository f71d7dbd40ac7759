package io.feedrank.cli.stack;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One process of the local stack.
 *
 * @param name also the name of its record, log and configuration
 * @param port where it answers
 * @param needs members that have to be healthy before it is started
 * @param lifecycle what happens around it
 */
record ProcessSpec(
        String name, int port, Set<String> needs, HealthProbe probe, Lifecycle lifecycle) {

    ProcessSpec {
        needs = Set.copyOf(needs);
    }

    /**
     * What happens around a process.
     *
     * @param command gives the command line when it is about to start, having written what the
     *     process reads
     * @param onceHealthy runs when the process is healthy for the first time, before those that
     *     need it start
     */
    record Lifecycle(Supplier<List<String>> command, Runnable onceHealthy, StopPolicy stop) {

        /** A service that needs nothing done once it is healthy. */
        static Lifecycle service(Supplier<List<String>> command) {
            return new Lifecycle(command, () -> {}, StopPolicy.TERMINATE);
        }
    }
}
