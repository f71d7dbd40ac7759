package io.feedrank.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code --work/run/<name>.json} says of one started process. The file is one line, since a
 * shell script reads it too.
 *
 * @param signal the signal that asks it to stop cleanly, without SIG
 */
public record ProcessRecord(
        String name,
        ProcessIdentity identity,
        int port,
        String signal,
        Instant startedAt,
        List<String> command) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ProcessRecord {
        command = List.copyOf(command);
    }

    /**
     * All of the record that is known before the process is: {@code launch.sh} puts pid and birth
     * in front of it.
     */
    static String withoutIdentity(
            String name, int port, String signal, Instant startedAt, List<String> command) {
        ObjectNode rest = JSON.createObjectNode();
        rest.put("signal", signal);
        rest.put("name", name);
        rest.put("port", port);
        rest.put("started_at", startedAt.toString());
        command.forEach(rest.putArray("command")::add);
        try {
            // The scripts look for a space after the colon of what they read.
            return JSON.writeValueAsString(rest)
                    .substring(1)
                    .replaceFirst("\"signal\":", "\"signal\": ");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The record in a file; empty when there is none, or when it is torn. */
    static Optional<ProcessRecord> read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (!json.hasNonNull("pid") || !json.hasNonNull("birth") || !json.hasNonNull("name")) {
                return Optional.empty();
            }
            List<String> command = new ArrayList<>();
            json.path("command").forEach(word -> command.add(word.asText()));
            return Optional.of(
                    new ProcessRecord(
                            json.get("name").asText(),
                            new ProcessIdentity(
                                    json.get("pid").asLong(), json.get("birth").asText()),
                            json.path("port").asInt(),
                            json.path("signal").asText("TERM"),
                            Instant.parse(json.path("started_at").asText(Instant.EPOCH.toString())),
                            command));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
