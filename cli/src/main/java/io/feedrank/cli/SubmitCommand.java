package io.feedrank.cli;

import io.feedrank.cli.stack.FeatureJob;
import io.feedrank.cli.stack.FlinkRest;
import io.feedrank.cli.stack.Installation;
import io.feedrank.cli.stack.JobState;
import io.feedrank.cli.stack.JobSubmission;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Polling;
import io.feedrank.cli.stack.PropertiesFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedrank submit}: a job to a real Flink cluster. */
@Command(
        name = "submit",
        header = "Submits a Flink job to a cluster.",
        mixinStandardHelpOptions = true,
        description = {
            "Uploads the job jar to a Flink cluster and runs a job of it. Jobs: online-features (Kafka to Redis),"
                    + " offline-features (Kafka to Parquet), late-events (feed-events.late to Parquet; it ends by"
                    + " itself). Values of history: feedrank backfill.",
            "Settings go to the job as --key value: those of the local stack in --work if there is one, then --config, then --set."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank submit online-features --jobmanager 10.0.0.5:8081 --set kafka.bootstrap=kafka:9092 --set redis.uri=redis://redis:6379",
            "  feedrank submit offline-features --jobmanager 10.0.0.5:8081 --config prod.properties --parallelism 16",
            "  feedrank submit online-features --jobmanager 10.0.0.5:8081 --config prod.properties --restore s3://bucket/chk-42"
        })
public final class SubmitCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);

    @Parameters(
            paramLabel = "JOB",
            description = "online-features, offline-features or late-events.")
    private String job = "";

    @Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            required = true,
            description = "REST address of the cluster's job manager.")
    private String jobManager = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of the job, key=value a line.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting of the job.")
    private final Map<String, String> settings = new TreeMap<>();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks of each operator (default: ${DEFAULT-VALUE}).")
    private int parallelism = 2;

    @Option(
            names = "--restore",
            paramLabel = "PATH",
            description = "Savepoint or retained checkpoint to start from.")
    private @Nullable String restore;

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        FeatureJob featureJob =
                FeatureJob.named(job)
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(),
                                                "got job '"
                                                        + job
                                                        + "', expected one of "
                                                        + FeatureJob.names()));
        URI cluster = cluster();
        Console console = Console.of(spec);
        FlinkRest rest = new FlinkRest(cluster);
        refuseASecondOne(rest, featureJob);
        String id;
        JobState state;
        try (Progress progress = console.progress("submitting " + job, 0)) {
            id =
                    rest.submit(
                            Installation.find().jobJar(),
                            new JobSubmission(
                                    featureJob,
                                    parallelism,
                                    allSettings(),
                                    Optional.ofNullable(restore),
                                    Map.of()));
            state =
                    Polling.latest(
                            PATIENCE,
                            POLL,
                            () -> rest.state(id),
                            found -> {
                                progress.detail(found.toString());
                                return found.running() || found.ended();
                            });
        }
        if (!state.running() && !state.finished()) {
            throw new CommandFailure("job " + id + ": " + state + " " + rest.failure(id));
        }
        console.say("Job " + job + " runs as " + id + ": " + cluster + "/#/job/running/" + id);
        String now = state.finished() ? "FINISHED" : "RUNNING";
        json.write(Map.of("job", job, "job_id", id, "state", now, "jobmanager", jobManager));
        return 0;
    }

    private Map<String, String> allSettings() {
        Map<String, String> all = new TreeMap<>(LocalStack.settings(work.directory()));
        if (config != null) {
            if (!Files.isReadable(config)) {
                throw new CommandFailure("cannot read " + config);
            }
            all.putAll(PropertiesFile.read(config));
        }
        all.putAll(settings);
        return all;
    }

    /** Two of one job would write every value twice, from different places of the stream. */
    private void refuseASecondOne(FlinkRest rest, FeatureJob featureJob) {
        rest.jobs()
                .forEach(
                        (id, name) -> {
                            if (featureJob.generationOf(name).isPresent()) {
                                throw new CommandFailure(
                                        name
                                                + " runs already at "
                                                + jobManager
                                                + " as job "
                                                + id
                                                + ": cancel that one first, and give its checkpoint with --restore");
                            }
                        });
    }

    private URI cluster() {
        if (!jobManager.matches("[^:/\\s]+:\\d{1,5}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--jobmanager: got '"
                            + jobManager
                            + "', expected HOST:PORT like 127.0.0.1:8081");
        }
        return URI.create("http://" + jobManager);
    }
}
