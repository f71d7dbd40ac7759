package io.feedrank.cli.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job as it is handed to a cluster.
 *
 * @param settings go to the job's main method as {@code --key value}
 * @param restoreFrom URI or path of a savepoint or retained checkpoint to start from
 * @param flinkSettings settings of the engine for this job alone
 */
public record JobSubmission(
        FeatureJob job,
        int parallelism,
        Map<String, String> settings,
        Optional<String> restoreFrom,
        Map<String, String> flinkSettings) {

    public JobSubmission {
        if (parallelism < 1) {
            throw new StackException("parallelism: got " + parallelism + ", expected at least 1");
        }
        settings = Map.copyOf(settings);
        flinkSettings = Map.copyOf(flinkSettings);
    }

    /** Arguments of the job's main method, sorted by key. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        new TreeMap<>(settings)
                .forEach(
                        (key, value) -> {
                            arguments.add("--" + key);
                            arguments.add(value);
                        });
        return arguments;
    }
}
