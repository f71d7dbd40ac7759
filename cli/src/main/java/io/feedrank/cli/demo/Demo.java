package io.feedrank.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.feedrank.cli.ApiClient;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Console;
import io.feedrank.cli.FeedTables;
import io.feedrank.cli.Progress;
import io.feedrank.cli.dataset.Dataset;
import io.feedrank.cli.dataset.DatasetLoader;
import io.feedrank.cli.dataset.EventReplayer;
import io.feedrank.cli.dataset.ReplayResult;
import io.feedrank.cli.dataset.UserRow;
import io.feedrank.cli.demo.StepLog.Outcome;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Names;
import io.feedrank.cli.stack.Polling;
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
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;

/** The whole path on a stack that is open and empty, step by step. */
public final class Demo {
    /** Ticks go on so long after the dataset's end: longer than events may be out of order. */
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private static final Duration FIRST_FEED_PATIENCE = Duration.ofSeconds(60);
    private static final Duration WARM_UP_PATIENCE = Duration.ofSeconds(30);
    private static final int WARM_UP_FEEDS = 100;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int SHOWN_USERS = 3;
    private static final int SHOWN_POSTS = 10;
    private static final int LONGEST_TITLE = 52;
    private static final int CONCURRENCY = 4;

    private final LocalStack stack;
    private final DemoPlan plan;
    private final Console console;
    private final StepLog steps;

    /**
     * @param steps also the listener of the stack
     */
    public Demo(LocalStack stack, DemoPlan plan, Console console, StepLog steps) {
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
                                        .toMillis())));
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
        start("starting ranking, StateFun and the query API", Names.SERVING);
        List<String> users = users(dataset);
        ApiClient api = new ApiClient(URI.create(stack.addresses().api()));
        show(api, users);
        steps.run("warming up", 0, progress -> warmUp(api, users, progress));
        FeedLoad.Result feeds =
                steps.run(
                        "asking for " + Console.count(plan.requests()) + " feeds",
                        0,
                        progress -> {
                            FeedLoad.Result result =
                                    new FeedLoad(api, CONCURRENCY)
                                            .run(users, plan.requests(), progress);
                            return new Outcome<>(result, "served by " + result.servedBy());
                        });
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

    /** Everybody, in an order that depends on the seed alone. */
    private List<String> users(Dataset dataset) {
        List<String> users = new ArrayList<>(dataset.users().map(UserRow::id).sorted().toList());
        Collections.shuffle(users, new Random(plan.seed()));
        return users;
    }

    private void show(ApiClient api, List<String> users) {
        JsonNode last = null;
        for (String user : users.subList(0, Math.min(SHOWN_USERS, users.size()))) {
            last = firstFullFeed(api, user);
            console.say("");
            console.say(
                    "Feed of "
                            + user
                            + ", served by "
                            + last.path("served_by").asText()
                            + ", model "
                            + last.path("model").asText());
            console.say(FeedTables.items(last, LONGEST_TITLE).toString());
        }
        if (last != null) {
            console.say("");
            console.say(FeedTables.stages(last).toString());
        }
    }

    /**
     * Unmeasured feeds, of those who are not asked for later if there are enough, until a hundred
     * in a row were full.
     */
    private Outcome<Integer> warmUp(ApiClient api, List<String> users, Progress progress) {
        List<String> others = new ArrayList<>(users);
        Collections.reverse(others);
        FeedLoad load = new FeedLoad(api, CONCURRENCY);
        FeedLoad.Result last =
                Polling.latest(
                        WARM_UP_PATIENCE,
                        POLL,
                        () -> load.run(others, WARM_UP_FEEDS, progress),
                        result -> result.servedBy().getOrDefault("full", 0) == WARM_UP_FEEDS);
        return new Outcome<>(
                last.requests(),
                "the last " + last.requests() + " feeds were served by " + last.servedBy());
    }

    /**
     * The ranking service reads vectors and loads the model when it starts; feeds come from a lower
     * level until then.
     */
    private JsonNode firstFullFeed(ApiClient api, String user) {
        return steps.run(
                "asking for the feed of " + user,
                0,
                progress -> {
                    JsonNode feed =
                            Polling.latest(
                                    FIRST_FEED_PATIENCE,
                                    POLL,
                                    () -> tried(api, user, progress),
                                    answer -> answer.path("served_by").asText().equals("full"));
                    if (feed.isMissingNode()) {
                        throw new CommandFailure(
                                "the API gave no feed of "
                                        + user
                                        + " within "
                                        + FIRST_FEED_PATIENCE.toSeconds()
                                        + " s; see "
                                        + stack.work().logs());
                    }
                    return new Outcome<>(feed, "served by " + feed.path("served_by").asText());
                });
    }

    private static JsonNode tried(ApiClient api, String user, Progress progress) {
        try {
            return api.feed(user, SHOWN_POSTS, false);
        } catch (CommandFailure notYet) {
            progress.detail(String.valueOf(notYet.getMessage()));
            return MissingNode.getInstance();
        }
    }

    private String times() {
        return steps.durations().entrySet().stream()
                .filter(step -> step.getValue().toMillis() >= 500)
                .map(step -> step.getKey() + " " + Console.seconds(step.getValue()))
                .collect(Collectors.joining(", "));
    }
}
