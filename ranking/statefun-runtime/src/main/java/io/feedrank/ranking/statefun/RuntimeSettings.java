package io.feedrank.ranking.statefun;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The process's flat settings: the defaults file, then the file named by {@code --config}, then the
 * environment ({@code FEEDRANK_STATEFUN_REST_PORT} for {@code statefun.rest-port}), then {@code
 * --key value}. The later wins.
 *
 * <p>Keys of other processes may stand in the same file and are left alone; a key under {@code
 * statefun.} that nothing reads is refused.
 */
final class RuntimeSettings {

    /** What is set under this prefix goes to Flink's own configuration, without the prefix. */
    static final String FLINK_PREFIX = "statefun.flink.";

    private static final String OWN_PREFIX = "statefun.";
    private static final String DEFAULTS = "/statefun-defaults.properties";

    private final Map<String, String> values;

    private RuntimeSettings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the settings of a process.
     *
     * @throws RuntimeFailure {@code BAD_INPUT} when an argument, the file or a key is wrong
     */
    static RuntimeSettings load(String[] arguments, Map<String, String> environment) {
        Map<String, String> fromArguments = parse(arguments);
        String file = fromArguments.remove("config");
        Map<String, String> values = defaults();
        Map<String, String> known = Map.copyOf(values);
        if (file != null) {
            values.putAll(read(Path.of(file)));
        }
        for (String key : known.keySet()) {
            String fromEnvironment = environment.get(environmentName(key));
            if (fromEnvironment != null) {
                values.put(key, fromEnvironment);
            }
        }
        values.putAll(fromArguments);
        for (String key : values.keySet()) {
            if (key.startsWith(OWN_PREFIX)
                    && !key.startsWith(FLINK_PREFIX)
                    && !known.containsKey(key)) {
                throw RuntimeFailure.badInput(
                        "unknown key "
                                + key
                                + "; known are "
                                + String.join(", ", new TreeMap<>(known).keySet()));
            }
        }
        return new RuntimeSettings(values);
    }

    /** The text under a key, trimmed; refused when empty. */
    String text(String key) {
        String value = values.getOrDefault(key, "").trim();
        if (value.isEmpty()) {
            throw RuntimeFailure.badInput(
                    key
                            + " is not set: put it in the --config file, in "
                            + environmentName(key)
                            + ", or give --"
                            + key);
        }
        return value;
    }

    /** The whole number under a key. */
    int integer(String key) {
        String value = text(key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new RuntimeFailure(
                    RuntimeFailure.Category.BAD_INPUT,
                    key + " is " + value + ", expected a whole number",
                    e);
        }
    }

    /** The milliseconds under a key. */
    Duration millis(String key) {
        return Duration.ofMillis(integer(key));
    }

    /** What goes to Flink as it is, without the prefix. */
    Map<String, String> flinkOverrides() {
        Map<String, String> overrides = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(FLINK_PREFIX)) {
                        overrides.put(key.substring(FLINK_PREFIX.length()), value.trim());
                    }
                });
        return Map.copyOf(overrides);
    }

    private static Map<String, String> parse(String[] arguments) {
        Map<String, String> parsed = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!name.startsWith("--") || name.length() == 2 || i + 1 == arguments.length) {
                throw RuntimeFailure.badInput(
                        "got " + name + ", expected --config FILE or --key value");
            }
            parsed.put(name.substring(2), arguments[i + 1]);
        }
        return parsed;
    }

    private static Map<String, String> defaults() {
        try (InputStream in = RuntimeSettings.class.getResourceAsStream(DEFAULTS)) {
            return properties(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DEFAULTS, e);
        }
    }

    private static Map<String, String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return properties(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new RuntimeFailure(
                    RuntimeFailure.Category.BAD_INPUT,
                    "--config " + file + " is not a readable properties file",
                    e);
        }
    }

    private static Map<String, String> properties(@Nullable InputStream in) throws IOException {
        if (in == null) {
            throw new IOException("no such resource: " + DEFAULTS);
        }
        Properties properties = new Properties();
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        Map<String, String> map = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private static String environmentName(String key) {
        return "FEEDRANK_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
