package io.feedrank.cli;

import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Names;
import io.feedrank.cli.stack.StackConfig;
import io.feedrank.cli.stack.StackStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedrank up}: the local stack, without data. */
@Command(
        name = "up",
        header = "Starts the local stack.",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the local stack and leaves it running: Postgres, Kafka, Redis, change capture, a Flink cluster with the"
                    + " feature jobs, the StateFun runtime, the ranking service and the query API.",
            "All state lies in the work directory; a later up finds it again, on the same ports where they are free."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank up",
            "  feedrank up --work /data/feedrank --port api=8080 --port postgres=5432",
            "  feedrank up && feedrank status"
        })
public final class UpCommand implements Callable<Integer> {
    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Option(
            names = "--port",
            paramLabel = "NAME=PORT",
            description =
                    "A port to use instead of a free one. Names: postgres, redis, kafka, kafka-controller, cdc,"
                            + " flink-rest, flink-rpc, statefun, ranking, api.")
    private final Map<String, Integer> ports = new TreeMap<>();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Start only these, for example postgres,redis,kafka.")
    private final List<String> only = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "How long one process may take to get healthy (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 120;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        StackConfig config =
                StackConfig.detached(work.path())
                        .withPorts(ports)
                        .withStartTimeout(Duration.ofSeconds(timeoutSeconds));
        StackStatus status;
        Duration took;
        // Closing the stack stops what was started, unless it was let go before.
        try (StackProgress progress = new StackProgress(console, "starting");
                LocalStack stack = LocalStack.open(config, progress)) {
            stack.start(only.isEmpty() ? Names.ALL : only);
            status = stack.status();
            took = progress.elapsed();
            stack.detach();
        }
        json.write(StatusCommand.asJson(status));
        console.say("The local stack is up after " + Console.seconds(took) + ":");
        console.say(StatusCommand.addresses(status.addresses()));
        console.say("Logs are in " + work.directory().logs() + ". Stop it with: feedrank down");
        return 0;
    }
}
