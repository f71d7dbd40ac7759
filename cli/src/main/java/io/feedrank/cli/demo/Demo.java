package io.feedrank.cli.demo;

import io.feedrank.cli.ApiClient;
import io.feedrank.cli.Console;
import io.feedrank.cli.Progress;
import io.feedrank.cli.dataset.Dataset;
import io.feedrank.cli.dataset.DatasetLoader;
import io.feedrank.cli.dataset.EventReplayer;
import io.feedrank.cli.dataset.ReplayResult;
import io.feedrank.cli.dataset.UserRow;
import io.feedrank.cli.demo.StepLog.Outcome;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Names;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.offline.OfflineSchema;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;

/** The whole path on a stack that is open and empty, step by step. */
public final class Demo {
    /** Ticks go on so long after the dataset's end: longer than events may be out of order. */
    private static final Duration SETTLE = Duration.ofSeconds(30);

    /** A laptop runs everything on the cores that a deployment gives to ranking alone. */
    private static final Duration FEED_TIMEOUT = Duration.ofSeconds(3);

    private final LocalStack stack;
    private final DemoPlan plan;
    private final Console console;
    private final StepLog steps;

    /** A demo on a stack that is open and empty. */
    public Demo(LocalStack stack, DemoPlan plan, Console console) {
        this(stack, plan, console, new StepLog(console));
    }

    /** The same, with a log that hears the stack as well. */
    Demo(LocalStack stack, DemoPlan plan, Console console, StepLog steps) {
        this.stack = stack;
        this.plan = plan;
        this.console = console;
        this.steps = steps;
    }

    /** Runs it to the end, prints feeds and figures, and leaves the stack running. */
    public DemoReport run() {
        Dataset dataset = steps.run("reading the dataset", 0, progress -> read());
        stack.configure(
                Map.of(
                        "clock.offset-ms",
                        Long.toString(
                                Duration.between(Clock.systemUTC().instant(), dataset.end())
                                        .toMillis()),
                        "api.timeout-ms",
                        Long.toString(FEED_TIMEOUT.toMillis())));
        start("starting servers, change capture and feature jobs", Names.FEATURES);
        Map<String, Long> loaded =
                steps.run("loading rows into Postgres", 0, progress -> load(dataset, progress));
        long captured =
                steps.run(
                        "waiting for change capture",
                        0,
                        progress -> {
                            long rows =
                                    new CapturedRows(stack.addresses().kafka())
                                            .await(loaded, progress);
                            return new Outcome<>(rows, Console.count(rows) + " rows captured");
                        });
        ReplayResult replayed =
                steps.run("replaying events into Kafka", 0, progress -> replay(dataset, progress));
        Reconciliation reconciliation;
        DemoReport.Stores stores;
        try (ProcessingWatch watch = new ProcessingWatch(stack)) {
            reconciliation =
                    steps.run(
                            "computing features, online and offline",
                            0,
                            progress -> process(watch, replayed, progress));
            steps.run(
                    "collecting training examples",
                    0,
                    progress -> examples(watch, dataset, progress));
            stores =
                    new DemoReport.Stores(
                            watch.online().entities(),
                            watch.offline().rows(OfflineSchema.EVENTS)
                                    + watch.offline().rows(OfflineSchema.TRAINING_EXAMPLES));
        }
        TrainingRun.Result trained =
                steps.run("training the ranking model", 0, progress -> train(progress));
        trainTextTower(dataset);
        start("starting ranking, StateFun and the query API", Names.SERVING);
        List<String> users = users(dataset);
        ApiClient api = new ApiClient(URI.create(stack.addresses().api()));
        FeedLoad.Result feeds =
                new ServingSteps(api, steps, console, stack.work().logs())
                        .run(users, plan.requests());
        DemoReport report =
                new DemoReport(loaded, captured, reconciliation, stores, trained, feeds);
        console.say("");
        console.say("Summary of dataset " + dataset.name());
        console.say(report.asText());
        console.say("  time           " + times());
        return report;
    }

    private Outcome<Dataset> read() {
        Dataset dataset = plan.dataset().get();
        dataset.problems().forEach(problem -> console.note("   not read: " + problem));
        return new Outcome<>(
                dataset,
                dataset.name()
                        + ", "
                        + dataset.start()
                        + " to "
                        + dataset.end()
                        + (dataset.problems().isEmpty()
                                ? ""
                                : ", " + dataset.problems().size() + " rows not read"));
    }

    private void start(String what, Collection<String> names) {
        steps.run(
                what,
                0,
                progress -> {
                    stack.start(names);
                    return new Outcome<>(names.size(), "all healthy");
                });
    }

    private Outcome<Map<String, Long>> load(Dataset dataset, Progress progress) {
        Map<String, Long> rows =
                new DatasetLoader(stack.addresses().jdbc())
                        .load(
                                dataset,
                                (table, sent) -> {
                                    progress.detail(table);
                                    progress.reach(sent);
                                });
        return new Outcome<>(
                rows,
                rows.entrySet().stream()
                        .map(entry -> Console.count(entry.getValue()) + " " + entry.getKey())
                        .collect(Collectors.joining(", ")));
    }

    private Outcome<ReplayResult> replay(Dataset dataset, Progress progress) {
        try (Producer<byte[], byte[]> producer =
                EventReplayer.producer(stack.addresses().kafka())) {
            ReplayResult sent =
                    new EventReplayer(producer).replay(dataset, SETTLE, progress::reach);
            return new Outcome<>(
                    sent,
                    Console.count(sent.events())
                            + " events and "
                            + Console.count(sent.repeats())
                            + " repeats sent");
        }
    }

    private Outcome<Reconciliation> process(
            ProcessingWatch watch, ReplayResult sent, Progress progress) {
        Reconciliation found =
                watch.await(
                        new Reconciliation.Sent(sent.events(), sent.events() + sent.repeats()),
                        sent.rows(),
                        progress);
        return new Outcome<>(
                found,
                Console.count(found.stored().processed())
                        + " events processed"
                        + (found.failures().isEmpty()
                                ? ", online equals offline"
                                : ", NOT RECONCILED"));
    }

    private Outcome<Long> examples(ProcessingWatch watch, Dataset dataset, Progress progress) {
        Duration window = Settings.of(stack.settings()).getDuration("jobs.label-window-ms");
        Instant end = dataset.end().minus(window).minus(SETTLE);
        long impressions = watch.awaitExamples(end, progress);
        return new Outcome<>(
                impressions, Console.count(impressions) + " impressions became examples");
    }

    private Outcome<TrainingRun.Result> train(Progress progress) {
        TrainingRun.Result result = new TrainingRun(stack, plan.seed()).run(progress);
        return new Outcome<>(
                result,
                String.format(
                        Locale.ROOT,
                        "AUC %.4f, decayed popularity %.4f, on the last day held out",
                        result.auc(),
                        result.popularityAuc()));
    }

    private void trainTextTower(Dataset dataset) {
        if (dataset.posts().allMatch(post -> post.title().isBlank())) {
            return;
        }
        Optional<TextTowerRun.Result> trained =
                steps.run(
                        "training the text tower",
                        0,
                        progress -> {
                            Optional<TextTowerRun.Result> result =
                                    new TextTowerRun(stack, plan.seed()).run(progress);
                            return new Outcome<>(
                                    result, result.map(Demo::quality).orElse("too few titles"));
                        });
        trained.ifPresent(
                tower ->
                        steps.run(
                                "giving posts vectors from their text",
                                0,
                                progress -> textVectors(tower, progress)));
    }

    private static String quality(TextTowerRun.Result tower) {
        return String.format(
                Locale.ROOT,
                "%.0f%% of the readers of newer posts among the first 5%% of users, %.0f%% by"
                        + " topic, %.0f%% by chance",
                100 * tower.recall(),
                100 * tower.topicRecall(),
                100 * tower.randomRecall());
    }

    private Outcome<TextVectors.Result> textVectors(TextTowerRun.Result tower, Progress progress) {
        TextVectors.Result found =
                new TextVectors(stack.addresses().kafka(), tower.version()).await(progress);
        return new Outcome<>(
                found,
                Console.count(found.cold())
                        + " posts that nobody read and "
                        + Console.count(found.blended())
                        + " with few readers have one after "
                        + Console.seconds(found.took()));
    }

    /** Everybody, in an order that depends on the seed alone. */
    private List<String> users(Dataset dataset) {
        List<String> users = new ArrayList<>(dataset.users().map(UserRow::id).sorted().toList());
        Collections.shuffle(users, new Random(plan.seed()));
        return users;
    }

    private String times() {
        return steps.durations().entrySet().stream()
                .filter(step -> step.getValue().toMillis() >= 500)
                .map(step -> step.getKey() + " " + Console.seconds(step.getValue()))
                .collect(Collectors.joining(", "));
    }
}
