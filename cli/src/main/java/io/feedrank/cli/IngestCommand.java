package io.feedrank.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.feature.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedrank ingest}: events into Kafka, through the API. */
@Command(
        name = "ingest",
        header = "Sends events from a file or a pipe.",
        mixinStandardHelpOptions = true,
        description = {
            "Sends events to POST /v1/events in batches and in order. One JSON object a line, with event_id, user_id, type,"
                    + " post_ids and event_time (the stack's now where it is missing); optional are request_id, position, dwell_ms,"
                    + " device and session_id.",
            "Events that the API rejects are listed with their line and the reason, and make the exit code 1."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank ingest events.jsonl",
            "  echo '{\"event_id\":\"e1\",\"user_id\":\"u1\",\"type\":\"click\",\"post_ids\":[\"p1\"],"
                    + "\"event_time\":\"2026-01-31T12:00:00Z\"}' | feedrank ingest -"
        })
public final class IngestCommand implements Callable<Integer> {
    private static final int SHOWN_REJECTIONS = 20;
    private static final int LARGEST_BODY = 3 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "FILE|-", description = "The events; - is standard input.")
    private String file = "-";

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "500",
            description = "Events in one request, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int batch = 500;

    @Mixin private final ApiOption api = new ApiOption();

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final List<Rejection> rejections = new ArrayList<>();
    private long accepted;

    /** An event that was not taken: the number of its line, from 1. */
    private record Rejection(long line, String reason) {}

    /** A line that is not blank, with its number. */
    private record Line(long number, String text) {}

    @Override
    public Integer call() throws IOException {
        if (batch < 1 || batch > 1000) {
            throw new ParameterException(
                    spec.commandLine(), "--batch: got " + batch + ", expected 1 to 1000");
        }
        Console console = Console.of(spec);
        ApiClient client = api.client(work);
        try (Progress progress = console.progress("sending events", lines());
                BufferedReader reader = reader()) {
            send(reader, client, progress);
        }
        report(console);
        return rejections.isEmpty() ? 0 : 1;
    }

    private void send(BufferedReader reader, ApiClient client, Progress progress)
            throws IOException {
        List<Line> waiting = new ArrayList<>();
        int size = 0;
        long number = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            if (!waiting.isEmpty()
                    && (waiting.size() == batch || size + text.length() > LARGEST_BODY)) {
                send(waiting, client, progress);
                size = 0;
            }
            String event = stamped(text);
            waiting.add(new Line(number, event));
            size += event.length();
        }
        if (!waiting.isEmpty()) {
            send(waiting, client, progress);
        }
    }

    /**
     * Gives an event without a time the stack's now; what is no JSON object is left to the API to
     * reject.
     */
    private String stamped(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode event && !event.has("event_time")) {
                return event.put(
                                "event_time",
                                clock().instant().truncatedTo(ChronoUnit.MILLIS).toString())
                        .toString();
            }
            return text;
        } catch (JsonProcessingException rejectedLater) {
            return text;
        }
    }

    private Clock clock() {
        return Settings.of(LocalStack.settings(work.directory())).clock();
    }

    private void send(List<Line> lines, ApiClient client, Progress progress) {
        JsonNode answer = client.events(lines.stream().map(Line::text).toList());
        accepted += answer.path("accepted").asLong();
        for (JsonNode rejected : answer.path("rejected")) {
            rejections.add(
                    new Rejection(
                            lines.get(rejected.path("index").asInt()).number(),
                            rejected.path("reason").asText()));
        }
        progress.advance(lines.size());
        lines.clear();
    }

    private void report(Console console) {
        rejections.stream()
                .limit(SHOWN_REJECTIONS)
                .forEach(
                        rejection ->
                                console.note(
                                        "  line " + rejection.line() + ": " + rejection.reason()));
        if (rejections.size() > SHOWN_REJECTIONS) {
            console.note(
                    "  and "
                            + Console.count(rejections.size() - SHOWN_REJECTIONS)
                            + " more; --json FILE has all");
        }
        console.say(
                Console.count(accepted)
                        + " events accepted, "
                        + Console.count(rejections.size())
                        + " rejected");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("accepted", accepted);
        result.put(
                "rejected",
                rejections.stream()
                        .map(
                                rejection ->
                                        Map.of(
                                                "line",
                                                rejection.line(),
                                                "reason",
                                                rejection.reason()))
                        .toList());
        json.write(result);
    }

    private BufferedReader reader() throws IOException {
        if (file.equals("-")) {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new CommandFailure("cannot read " + file);
        }
        return Files.newBufferedReader(Path.of(file));
    }

    private long lines() throws IOException {
        if (file.equals("-") || !Files.isReadable(Path.of(file))) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
            return lines.count();
        }
    }
}
