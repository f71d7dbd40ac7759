package io.feedrank.cli.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.WorkOption;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedrank snapshot}: the online store as a table. */
@Command(
        name = "snapshot",
        header = "Writes what the online store holds to the offline store.",
        mixinStandardHelpOptions = true,
        description = {
            "One row a value, with its entity, group and version, and its features as of now, as a file of table"
                    + " features; one for each topic, post or author where a value keeps what a user did with"
                    + " each. Run it now and then: each run adds a snapshot."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank snapshot",
            "  feedrank snapshot --set redis.uri=redis://redis:6379 --set offline.dir=/data/offline"
        })
public final class SnapshotCommand implements Callable<Integer> {
    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting.")
    private final Map<String, String> settings = new TreeMap<>();

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec);
        JsonNode report;
        try (Progress progress = console.progress("taking a snapshot", 0)) {
            report = OfflineTask.SNAPSHOT.run(work.directory(), settings, progress);
        }
        console.say(
                Console.count(report.path("rows").asLong())
                        + " rows as of "
                        + report.path("taken_at").asText()
                        + " in "
                        + report.path("file").asText());
        json.write(report);
        return 0;
    }
}
