package io.feedrank.cli;

import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.StackStatus;
import io.feedrank.feature.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code feedrank status}: what runs. */
@Command(
        name = "status",
        header = "Shows what runs of the local stack.",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what runs of the local stack, whether it is healthy, and where to reach it.",
            "With --json: processes with name, pid, port and healthy, and the addresses jdbc, kafka, redis, api, flink, statefun."
        },
        footer = {"", "Examples:", "  feedrank status", "  feedrank status --json status.json"})
public final class StatusCommand implements Callable<Integer> {
    private static final String ABSENT = "-";

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Optional<StackStatus> found = StackStatus.of(work.directory());
        Map<String, @Nullable Object> result =
                asJson(found.orElseGet(() -> new StackStatus(List.of(), List.of(), Map.of())));
        result.put("now", now());
        json.write(result);
        if (found.isEmpty()) {
            console.say(
                    "No stack was ever started in "
                            + work.path()
                            + ". Start one with: feedrank up");
            return 0;
        }
        StackStatus status = found.get();
        Table table = new Table("NAME", ">PID", ">PORT", "STATE");
        status.processes()
                .forEach(
                        process ->
                                table.row(
                                        process.name(),
                                        process.pid() == null ? ABSENT : process.pid(),
                                        process.port(),
                                        state(process.healthy(), process.detail())));
        status.jobs()
                .forEach(
                        job ->
                                table.row(
                                        job.name(),
                                        ABSENT,
                                        ABSENT,
                                        state(job.healthy(), job.detail())));
        console.say(table.toString());
        console.say("");
        console.say(addresses(status.addresses()));
        console.say("");
        console.say("Now is " + now() + " on the clock of this stack.");
        return 0;
    }

    private String now() {
        return Settings.of(LocalStack.settings(work.directory())).clock().instant().toString();
    }

    /** The contract's form of it. */
    static Map<String, @Nullable Object> asJson(StackStatus status) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> processes = new ArrayList<>();
        for (StackStatus.ProcessStatus process : status.processes()) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("name", process.name());
            entry.put("pid", process.pid());
            entry.put("port", process.port());
            entry.put("healthy", process.healthy());
            processes.add(entry);
        }
        json.put("processes", processes);
        json.putAll(status.addresses());
        List<Map<String, @Nullable Object>> jobs = new ArrayList<>();
        for (StackStatus.JobStatus job : status.jobs()) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("name", job.name());
            entry.put("job_id", job.jobId());
            entry.put("healthy", job.healthy());
            jobs.add(entry);
        }
        json.put("jobs", jobs);
        return json;
    }

    /** Where to reach what runs. */
    static String addresses(Map<String, String> addresses) {
        Table table = new Table("WHAT", "WHERE");
        addresses.forEach((name, address) -> table.row(name, address));
        return table.toString();
    }

    private static String state(boolean healthy, String detail) {
        return healthy ? "healthy" : detail;
    }
}
