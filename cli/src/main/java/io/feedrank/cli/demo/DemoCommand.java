package io.feedrank.cli.demo;

import io.feedrank.cli.ApiClient;
import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.WorkOption;
import io.feedrank.cli.backfill.OfflineUpkeep;
import io.feedrank.cli.dataset.Dataset;
import io.feedrank.cli.dataset.EbnerdDataset;
import io.feedrank.cli.dataset.MindDataset;
import io.feedrank.cli.dataset.SampleDataset;
import io.feedrank.cli.dataset.UserRow;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Names;
import io.feedrank.cli.stack.StackConfig;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedrank demo}: the whole path, from rows and events to ranked feeds. */
@Command(
        name = "demo",
        header = "Runs the whole path once, from rows and events to ranked feeds.",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the local stack from nothing, loads a dataset through Postgres and Kafka,"
                    + " computes features, trains and registers a model, ranks feeds, and checks that"
                    + " nothing was lost on the way.",
            "Exits with 0 only if every event is accounted for, the feeds were ranked in full, and"
                    + " people got different ones.",
            "Everything lies in demo/ of the work directory, which each run empties first."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank demo",
            "  feedrank demo --stay",
            "  feedrank demo --dataset ebnerd --data /data/ebnerd --json result.json",
            "  feedrank demo --dataset mind --data /data/MINDsmall_train"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration UPKEEP_PERIOD = Duration.ofMinutes(10);

    /** What can be run. */
    enum Source {
        sample,
        ebnerd,
        mind
    }

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "sample",
            description = "sample (generated), ebnerd or mind (default: ${DEFAULT-VALUE}).")
    private Source source = Source.sample;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where ebnerd's *behaviors.tsv.gz and *history.tsv.gz, or mind's behaviors.tsv"
                            + " and news.tsv are.")
    private @Nullable Path data;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of the sample and of the training (default: ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Option(
            names = "--scale",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Size of the sample, 1 for all of it (default: ${DEFAULT-VALUE}).")
    private double scale = 1;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many feeds to ask for (default: ${DEFAULT-VALUE}).")
    private int requests = 1_000;

    @Option(names = "--stay", description = "Keep everything up, with the page, until Ctrl-C.")
    private boolean stay;

    @Option(
            names = "--retrain-minutes",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "With --stay: train on what is new so often, and put it on trial; 0 never does"
                            + " (default: ${DEFAULT-VALUE}).")
    private int retrainMinutes = 10;

    @Option(
            names = "--reads-a-minute",
            paramLabel = "N",
            defaultValue = "120",
            description =
                    "With --stay and the sample: its people ask for so many feeds a minute, and click as its click"
                            + " model says; 0 leaves it to you (default: ${DEFAULT-VALUE}).")
    private int readsAMinute = 120;

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    @SuppressWarnings("try") // the upkeep goes on by itself
    public Integer call() {
        if (requests < 1) {
            throw usage("--requests: got " + requests + ", expected 1 or more");
        }
        if (retrainMinutes < 0 || retrainMinutes > 10_000) {
            throw usage("--retrain-minutes: got " + retrainMinutes + ", expected 0 to 10000");
        }
        if (readsAMinute < 0 || readsAMinute > 6_000) {
            throw usage("--reads-a-minute: got " + readsAMinute + ", expected 0 to 6000");
        }
        Console console = Console.of(spec);
        DemoPlan plan = new DemoPlan(work.path().resolve("demo"), dataset(), seed, requests);
        long begun = System.nanoTime();
        List<String> failures;
        StepLog steps = new StepLog(console);
        DemoWork.empty(plan.work(), steps);
        try (LocalStack stack = LocalStack.open(StackConfig.attached(plan.work()), steps)) {
            if (stay) {
                stack.configure(continual());
            }
            DemoReport report = new Demo(stack, plan, console, steps).run();
            json.write(report.asJson());
            failures = report.failures();
            verdict(console, failures, Duration.ofNanos(System.nanoTime() - begun));
            if (stay) {
                stack.start(Set.of(Names.MODEL_LOOP));
                try (OfflineUpkeep upkeep =
                        OfflineUpkeep.start(stack.work(), console, UPKEEP_PERIOD)) {
                    stay(console, stack, plan);
                }
            }
        }
        return failures.isEmpty() ? 0 : 1;
    }

    private static void verdict(Console console, List<String> failures, Duration took) {
        console.say("");
        if (failures.isEmpty()) {
            console.say("All of it adds up, after " + Console.seconds(took) + ".");
        } else {
            console.say("It does NOT add up, after " + Console.seconds(took) + ":");
            failures.forEach(failure -> console.say("  " + failure));
        }
    }

    /** A few people at a few screens: they decide sooner, and on less, than a deployment would. */
    private Map<String, String> continual() {
        return Map.of(
                "loop.train-period-ms",
                Long.toString(Duration.ofMinutes(retrainMinutes).toMillis()),
                "features.audit-one-in",
                "16",
                "ranking.canary-percent",
                "30",
                "judge.window-ms",
                Long.toString(Duration.ofMinutes(1).toMillis()),
                "judge.alpha-percent",
                "5",
                "judge.margin-percent",
                "30",
                "judge.shadow-feeds",
                "50",
                "judge.canary-feeds-min",
                "50",
                "judge.canary-feeds-max",
                "5000");
    }

    private void stay(Console console, LocalStack stack, DemoPlan plan) {
        console.say("");
        console.say(
                "New examples become new models: feedrank models list --work "
                        + stack.work().root());
        console.say("The page: " + stack.addresses().api() + "/   (Ctrl-C stops everything)");
        Settings settings = Settings.of(stack.settings());
        DecisionWatch watch =
                new DecisionWatch(
                        new ModelRegistry(settings.getPath("models.dir")), console, Instant.now());
        Optional<SimulatedReaders> readers = readers(console, stack, plan, settings);
        try {
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(1, TimeUnit.SECONDS)) {
                watch.look();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } finally {
            readers.ifPresent(SimulatedReaders::close);
        }
    }

    private Optional<SimulatedReaders> readers(
            Console console, LocalStack stack, DemoPlan plan, Settings settings) {
        if (readsAMinute == 0 || source != Source.sample) {
            return Optional.empty();
        }
        Dataset dataset = plan.dataset().get();
        console.say(
                "The sample's people go on reading, "
                        + readsAMinute
                        + " feeds a minute; --reads-a-minute 0 leaves it to you.");
        return dataset.truth()
                .map(
                        truth ->
                                new SimulatedReaders(
                                                new ApiClient(URI.create(stack.addresses().api())),
                                                truth,
                                                dataset.users().map(UserRow::id).toList(),
                                                settings.clock(),
                                                console)
                                        .start(readsAMinute));
    }

    private Supplier<Dataset> dataset() {
        return switch (source) {
            case sample -> {
                if (!(scale > 0 && scale <= 10)) {
                    throw usage("--scale: got " + scale + ", expected more than 0 and at most 10");
                }
                yield () -> new SampleDataset(seed, scale);
            }
            case ebnerd -> from(EbnerdDataset::new);
            case mind -> from(MindDataset::new);
        };
    }

    private Supplier<Dataset> from(Function<Path, Dataset> reader) {
        Path directory = data;
        if (directory == null) {
            throw usage("--dataset " + source + " needs --data DIR");
        }
        return () -> reader.apply(directory);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
