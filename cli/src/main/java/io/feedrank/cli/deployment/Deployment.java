package io.feedrank.cli.deployment;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.WorkOption;
import io.feedrank.cli.stack.Addresses;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.WorkDirectory;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.erasure.UserHasher;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is: a local stack, or the servers that a settings file names.
 *
 * @param flink REST addresses of the feature cluster and the StateFun runtime; empty when they are
 *     not known, and then nobody asks for checkpoints
 * @param work of the local stack, whose files can be looked into; empty for other deployments
 */
public record Deployment(Settings settings, List<URI> flink, Optional<WorkDirectory> work) {

    /**
     * The deployment that the options name.
     *
     * @param file of settings; null: the local stack of the work directory
     * @throws CommandFailure when there is none
     */
    public static Deployment of(WorkOption option, @Nullable Path file) {
        if (file != null) {
            return new Deployment(
                    Settings.fromArgs("--config", file.toString()), List.of(), Optional.empty());
        }
        WorkDirectory work = option.directory();
        Addresses addresses =
                Addresses.of(work)
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "no stack was ever started in "
                                                        + option.path()
                                                        + "; name its directory with --work, or the"
                                                        + " settings of another deployment with"
                                                        + " --config"));
        Map<String, String> settings = new TreeMap<>(LocalStack.settings(work));
        List<URI> flink = new ArrayList<>();
        flink.add(URI.create(addresses.flink()));
        flink.add(URI.create(addresses.statefun()));
        return new Deployment(Settings.of(settings), flink, Optional.of(work));
    }

    /** Kafka's bootstrap servers. */
    public String kafka() {
        return settings.get("kafka.bootstrap");
    }

    /** Address of the online store. */
    public URI redis() {
        return URI.create(settings.get("redis.uri"));
    }

    /** Of the source database. */
    public String jdbc() {
        return settings.get("postgres.jdbc");
    }

    /** Root of the offline store. */
    public Path offline() {
        return settings.getPath("offline.dir");
    }

    /**
     * The hash by which the user is known.
     *
     * @throws FeedrankException BAD_INPUT when the key is too short
     */
    public String hash(String userId) {
        return UserHasher.of(settings).hash(userId);
    }
}
