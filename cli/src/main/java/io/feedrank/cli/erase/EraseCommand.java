package io.feedrank.cli.erase;

import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.Table;
import io.feedrank.feature.erasure.ErasureReport;
import io.feedrank.feature.erasure.StoreOutcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedrank erase}: a person's data gone everywhere. */
@Command(
        name = "erase",
        header = "Takes a person out of every store, with a report.",
        mixinStandardHelpOptions = true,
        subcommands = VerifyCommand.class,
        description = {
            "First the person goes onto the list of suppressed users (as a keyed hash), so that no event of them is taken"
                    + " any more: not by the API, nor by the jobs, however late it comes. Then the jobs and the ranking"
                    + " function let go of what they keep; then keys of Redis, rows of the offline store and older"
                    + " checkpoints go.",
            "Topics with events, requests, changes and dead letters cannot be edited: the report says when the last record"
                    + " of before is gone. Rows of the source database are the application's: they are counted, and"
                    + " deleted with --database.",
            "A run that was killed or that found a server down is completed by the same command. A person that nobody knows"
                    + " is suppressed all the same. Exit code 1 when something remains that this command was to take out."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank erase --user u-0042",
            "  feedrank erase --user u-0042 --database --json report.json",
            "  feedrank erase verify --user u-0042"
        })
public final class EraseCommand implements Callable<Integer> {
    @Option(
            names = "--database",
            description =
                    "Delete the person's rows of the source database too: users, their posts, and"
                            + " every follow and block that names them.")
    private boolean database;

    @Mixin private final UserOption who = new UserOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        String user = who.user(spec);
        Console console = Console.of(spec);
        ErasureReport report;
        try (Progress progress = console.progress("erasing", 0)) {
            report = new Erasure(who.deployment(), user).run(database, progress);
        }
        Table table = new Table("STORE", "STATUS", ">FOUND", "NOTE");
        for (StoreOutcome store : report.stores()) {
            table.row(
                    store.store(), store.statusText(), Console.count(store.count()), store.note());
        }
        console.say(table.toString());
        console.say("");
        console.say(summary(report));
        json.write(report.asJson());
        return failed(report) ? 1 : 0;
    }

    private static String summary(ErasureReport report) {
        String found =
                report.erased() == 0
                        ? "Nothing of this person was found."
                        : Console.count(report.erased()) + " rows, keys and states are gone.";
        return found
                + (report.complete()
                        ? " The person is suppressed from now on."
                        : " The person is suppressed from now on; what remains is marked above.");
    }

    /** Rows of the database are not this command's to delete unless it was told to. */
    private boolean failed(ErasureReport report) {
        return report.stores().stream()
                .filter(StoreOutcome::left)
                .anyMatch(store -> database || !store.store().startsWith("database "));
    }
}
