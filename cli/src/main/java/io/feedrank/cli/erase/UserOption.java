package io.feedrank.cli.erase;

import io.feedrank.cli.WorkOption;
import io.feedrank.cli.deployment.Deployment;
import io.feedrank.feature.event.Event;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say who is meant, and where. */
final class UserOption {
    @Option(names = "--user", paramLabel = "ID", description = "The person's user id.")
    private @Nullable String user;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings of a deployment: kafka.bootstrap, redis.uri, postgres.jdbc,"
                            + " offline.dir, erasure.key (default: the local stack in --work).")
    private @Nullable Path config;

    @Mixin private final WorkOption work = new WorkOption();

    /**
     * The id.
     *
     * @throws ParameterException when it is missing or cannot be one
     */
    String user(CommandSpec spec) {
        String id = user;
        if (id == null) {
            throw new ParameterException(spec.commandLine(), "--user: missing, expected a user id");
        }
        if (id.isBlank() || id.length() > Event.MAX_ID_LENGTH) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--user: got "
                            + id.length()
                            + " characters, expected 1 to "
                            + Event.MAX_ID_LENGTH
                            + ", not blank");
        }
        return id;
    }

    Deployment deployment() {
        return Deployment.of(work, config);
    }
}
