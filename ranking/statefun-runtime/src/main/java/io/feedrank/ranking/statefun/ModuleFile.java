package io.feedrank.ranking.statefun;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The StateFun module of this deployment: the template, filled with the configuration. */
final class ModuleFile {

    private static final String TEMPLATE = "/module.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z.-]+)}");

    private ModuleFile() {}

    /**
     * Writes the module into a directory, whole or not at all. Tasks read it again whenever they
     * start.
     */
    static Path write(RuntimeConfig config, Path directory) {
        Path file = directory.resolve("module.yaml");
        Path unfinished = directory.resolve("module.yaml.part");
        try {
            Files.createDirectories(directory);
            Files.writeString(unfinished, render(config));
            return Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static String render(RuntimeConfig config) {
        Map<String, String> values =
                Map.of(
                        "kafka.bootstrap", quoted(config.kafka().bootstrap()),
                        "statefun.request-topic", quoted(config.kafka().requestTopic()),
                        "statefun.consumer-group", quoted(config.kafka().consumerGroup()),
                        "statefun.function-url", quoted(config.function().url().toString()),
                        "statefun.call-timeout-ms",
                                config.function().callTimeout().toMillis() + "ms",
                        "statefun.max-batch-requests",
                                Integer.toString(config.function().maxBatchRequests()));
        String body = template().replaceAll("(?m)^\\s*#.*\\R", "");
        return PLACEHOLDER
                .matcher(body)
                .replaceAll(match -> Matcher.quoteReplacement(value(values, match)));
    }

    private static String value(Map<String, String> values, MatchResult match) {
        String value = values.get(match.group(1));
        if (value == null) {
            throw new IllegalStateException(
                    "module.yaml names " + match.group(1) + ", known are " + values.keySet());
        }
        return value;
    }

    /** A YAML double-quoted scalar, so that no value can change the document's shape. */
    private static String quoted(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw RuntimeFailure.badInput("a setting holds a control character: " + value);
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String template() {
        try (InputStream in = ModuleFile.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IOException("no such resource: " + TEMPLATE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the module template", e);
        }
    }
}
