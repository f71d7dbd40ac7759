package io.feedrank.cli.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.WorkOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedrank compact}: few large files instead of many small ones. */
@Command(
        name = "compact",
        header = "Merges the small files of the offline store.",
        mixinStandardHelpOptions = true,
        description = {
            "Jobs write a file at each checkpoint. This merges those of each hour that is over into files of up to"
                    + " 128 MB, with exactly the same rows; jobs and readers go on meanwhile. It may be killed at any"
                    + " time: the next run finishes what it left. A second run finds nothing to do.",
            "What is merged stays, hidden, for an hour (compact.grace-ms), for readers who had listed it."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank compact",
            "  feedrank compact --offline /data/offline --json report.json",
            "  feedrank compact --set compact.target-megabytes=256 --set compact.closed-after-ms=0"
        })
public final class CompactCommand implements Callable<Integer> {
    @Option(
            names = "--offline",
            paramLabel = "DIR",
            description = "Root of the offline store (default: that of the work directory).")
    private @Nullable Path offline;

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
        Map<String, String> more = new TreeMap<>(settings);
        if (offline != null) {
            more.put("offline.dir", offline.toAbsolutePath().toString());
        }
        JsonNode report;
        try (Progress progress = console.progress("compacting", 0)) {
            report = OfflineTask.COMPACT.run(work.directory(), more, progress);
        }
        console.say(
                Console.count(report.path("files_before").asLong())
                        + " files of "
                        + Console.count(report.path("merged").asLong())
                        + " hours became "
                        + Console.count(report.path("files_after").asLong())
                        + ", with the same "
                        + Console.count(report.path("rows").asLong())
                        + " rows.");
        json.write(report);
        return 0;
    }
}
