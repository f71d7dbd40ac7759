package io.feedrank.cli.erase;

import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.Table;
import io.feedrank.cli.deployment.Deployment;
import io.feedrank.cli.stack.Names;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedrank erase verify}: whether anything was missed. */
@Command(
        name = "verify",
        header = "Looks for a person's id in the bytes of every store.",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every key and value of Redis, every row of the offline store and every record of every topic; of a local"
                    + " stack also the files of Kafka, Redis, Flink and StateFun checkpoints, index snapshots, models and"
                    + " logs as they lie on disk. Lists where the id was found. Exit code 1 when it was found anywhere.",
            "Raw topics hold the person until they expire, as the report of erase says. --force-retention lets everything"
                    + " in them expire at once: what a consumer has not read by then, such as a job that is down, is lost"
                    + " to it."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank erase verify --user u-0042",
            "  feedrank erase verify --user u-0042 --force-retention --json hits.json"
        })
final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--force-retention",
            description = "Let all records of the raw topics expire before looking.")
    private boolean force;

    @Mixin private final UserOption who = new UserOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        String user = who.user(spec);
        Deployment deployment = who.deployment();
        Console console = Console.of(spec);
        if (force) {
            try (ErasureTopics topics = new ErasureTopics(deployment.kafka());
                    Progress progress = console.progress("expiring raw topics", 0)) {
                new ForcedRetention(
                                topics,
                                deployment.work().map(work -> work.root().resolve(Names.KAFKA)))
                        .run(progress);
            }
        }
        Hits hits;
        try (Progress progress = console.progress("looking", 0)) {
            hits = new Verification(deployment, user).run(progress);
        }
        Table table = new Table("STORE", ">HITS", "WHERE");
        hits.byStore()
                .keySet()
                .forEach(
                        store ->
                                table.row(
                                        store, Console.count(hits.in(store)), hits.places(store)));
        console.say(table.toString());
        console.say("");
        console.say(
                hits.total() == 0
                        ? "The id stands nowhere."
                        : "The id stands in "
                                + Console.count(hits.total())
                                + " places; topics hold it until they expire.");
        json.write(hits.asJson(user));
        return hits.total() == 0 ? 0 : 1;
    }
}
