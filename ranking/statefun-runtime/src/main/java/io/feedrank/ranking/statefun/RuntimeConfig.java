package io.feedrank.ranking.statefun;

import java.util.Map;

/**
 * All that the runtime is told.
 *
 * @param kafka where requests come from
 * @param function the function they go to
 * @param cluster the Flink cluster in the process
 * @param flinkOverrides Flink's own keys, stronger than what the runtime sets
 */
record RuntimeConfig(
        KafkaConfig kafka,
        FunctionConfig function,
        ClusterConfig cluster,
        Map<String, String> flinkOverrides) {

    RuntimeConfig {
        flinkOverrides = Map.copyOf(flinkOverrides);
    }

    /**
     * Reads and checks the settings.
     *
     * @throws RuntimeFailure {@code BAD_INPUT} that names the key, what it is and what is expected
     */
    static RuntimeConfig from(RuntimeSettings settings) {
        return new RuntimeConfig(
                KafkaConfig.from(settings),
                FunctionConfig.from(settings),
                ClusterConfig.from(settings),
                settings.flinkOverrides());
    }
}
