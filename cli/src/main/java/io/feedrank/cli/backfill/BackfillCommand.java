package io.feedrank.cli.backfill;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.WorkOption;
import io.feedrank.cli.stack.Addresses;
import io.feedrank.cli.stack.FeatureJob;
import io.feedrank.cli.stack.FlinkRest;
import io.feedrank.cli.stack.Handover;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.PropertiesFile;
import io.feedrank.feature.config.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
import picocli.CommandLine.Spec;

/** {@code feedrank backfill}: online values from history. */
@Command(
        name = "backfill",
        header = "Computes online values anew from history, while the old ones are served.",
        mixinStandardHelpOptions = true,
        description = {
            "Starts online-features once more as the next generation, beside the one that runs. It reads history (the"
                    + " offline store, then Kafka), writes nothing until its event time is where the live job's is, then"
                    + " writes all values, which replace the old ones at once, and goes on as the live job; the old one is"
                    + " cancelled. Its values never go back to older ones. Follows, blocks and users are taken over.",
            "For a new feature, a new version of a group, or a repair. The command may be killed at any time: run it again"
                    + " and it goes on. --from late first brings feed-events.late into the offline store, where the events"
                    + " stay, and then does the same as --from parquet."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank backfill --dry-run",
            "  feedrank backfill --groups post_stats,user_activity",
            "  feedrank backfill --from late --since 2026-01-31T00:00:00Z --until 2026-02-01T00:00:00Z",
            "  feedrank backfill --from kafka --jobmanager 10.0.0.5:8081 --config prod.properties"
        })
public final class BackfillCommand implements Callable<Integer> {
    /** Where history is. */
    enum From {
        parquet,
        kafka,
        late
    }

    @Option(
            names = "--groups",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Groups whose values are rewritten (default: all). The others keep theirs until the entity"
                            + " changes.")
    private List<String> groups = List.of();

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            defaultValue = "parquet",
            description =
                    "parquet (then Kafka), kafka (what it still keeps), or late (default: ${DEFAULT-VALUE}).")
    private From from = From.parquet;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Older events don't count, nor are they brought in (default: all count).")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "With --from late: only events before it are brought in.")
    private @Nullable Instant until;

    @Option(
            names = "--cut",
            paramLabel = "TIME",
            description =
                    "Events before it come from the offline store, the others from Kafka (default: as far as"
                            + " offline-features has surely written all).")
    private @Nullable Instant cut;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            description = "REST address of the cluster (default: that of the local stack).")
    private @Nullable String jobManager;

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

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (until != null && from != From.late) {
            throw usage("--until: only for --from late; history ends where the live job is");
        }
        if (cut != null && from == From.kafka) {
            throw usage("--cut: not for --from kafka, which reads nothing but Kafka");
        }
        Console console = Console.of(spec);
        FlinkRest rest = new FlinkRest(cluster());
        Path file = work.path().resolve("backfill.properties");
        BackfillRun run = new BackfillRun(rest, file, stack());
        Optional<OpenBackfill> open =
                OpenBackfill.read(file)
                        .filter(
                                one ->
                                        RunningJobs.of(rest, FeatureJob.ONLINE_FEATURES)
                                                .has(one.jobId()));
        if (open.isPresent()) {
            console.say("A backfill is under way: generation " + open.get().generation() + ".");
            return dryRun ? 0 : finish(run, open.get(), console, Map.of());
        }
        Map<String, String> all = allSettings();
        if (from == From.late && !dryRun) {
            bringLate(run, console, all);
        }
        BackfillPlan plan =
                new BackfillPlanner(rest, Settings.of(all))
                        .plan(from == From.kafka ? "kafka" : "parquet", since, cut, groups);
        console.say("Backfill:");
        console.say(plan.asText());
        if (dryRun) {
            json.write(plan.asJson());
            return 0;
        }
        return finish(run, run.start(plan, all, parallelism), console, plan.asJson());
    }

    private int finish(
            BackfillRun run, OpenBackfill open, Console console, Map<String, Object> plan) {
        long begun = System.nanoTime();
        try (Progress progress = console.progress("generation " + open.generation(), 0)) {
            run.finish(open, progress);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        console.say(
                "Generation "
                        + open.generation()
                        + " serves as job "
                        + open.jobId()
                        + (open.liveJob() == null
                                ? "."
                                : "; job " + open.liveJob() + " is cancelled."));
        Map<String, Object> report = new LinkedHashMap<>(plan);
        report.put("generation", open.generation());
        report.put("job_id", open.jobId());
        report.put("seconds", seconds);
        json.write(report);
        return 0;
    }

    private void bringLate(BackfillRun run, Console console, Map<String, String> all) {
        Map<String, String> window = new TreeMap<>(all);
        window.put("backfill.since-ms", Long.toString(since == null ? 0 : since.toEpochMilli()));
        window.put("backfill.until-ms", Long.toString(until == null ? 0 : until.toEpochMilli()));
        try (Progress progress = console.progress("bringing late events in", 0)) {
            run.await(FeatureJob.LATE_EVENTS, window, parallelism, progress);
        }
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

    private Optional<Handover> stack() {
        return jobManager == null ? Optional.of(new Handover(work.directory())) : Optional.empty();
    }

    private URI cluster() {
        if (jobManager == null) {
            return URI.create(
                    Addresses.of(work.directory())
                            .orElseThrow(
                                    () ->
                                            new CommandFailure(
                                                    "no stack was ever started in "
                                                            + work.path()
                                                            + ": run feedrank up first, or give --jobmanager"))
                            .flink());
        }
        if (!jobManager.matches("[^:/\\s]+:\\d{1,5}")) {
            throw usage(
                    "--jobmanager: got '"
                            + jobManager
                            + "', expected HOST:PORT like 127.0.0.1:8081");
        }
        return URI.create("http://" + jobManager);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
