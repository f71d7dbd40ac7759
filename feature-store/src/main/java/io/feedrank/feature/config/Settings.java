package io.feedrank.feature.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Flat settings of one process. A later source wins: {@code feedrank-defaults.properties}, the file
 * named by {@code --config}, the environment ({@code kafka.bootstrap} is {@code
 * FEEDRANK_KAFKA_BOOTSTRAP}), {@code --key value}.
 */
public final class Settings {
    private static final String DEFAULTS = "/feedrank-defaults.properties";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /** Defaults overlaid by {@code overrides}, for tests and embedding. */
    public static Settings of(Map<String, String> overrides) {
        Map<String, String> values = defaults();
        values.putAll(overrides);
        return new Settings(values);
    }

    /**
     * Settings of a main method.
     *
     * @throws FeedrankException BAD_INPUT when an argument has no value or the file can't be read
     */
    public static Settings fromArgs(String... args) {
        return from(args, System.getenv());
    }

    static Settings from(String[] args, Map<String, String> environment) {
        Map<String, String> commandLine = new TreeMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw FeedrankException.badInput(
                        "got '" + args[i] + "', expected --key value pairs or --config FILE");
            }
            commandLine.put(args[i].substring(2), args[i + 1]);
        }
        Map<String, String> values = defaults();
        String file = commandLine.remove("config");
        if (file != null) {
            putFile(values, Path.of(file));
        }
        for (String key : Map.copyOf(values).keySet()) {
            String value = environment.get(environmentName(key));
            if (value != null) {
                values.put(key, value);
            }
        }
        values.putAll(commandLine);
        return new Settings(values);
    }

    /** The environment variable that overrides {@code key}. */
    public static String environmentName(String key) {
        return "FEEDRANK_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value of a key that must be set. */
    public String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw FeedrankException.badInput(
                    "setting '" + key + "' is missing; known settings: " + values.keySet());
        }
        return value;
    }

    public @Nullable String getOrNull(String key) {
        return values.get(key);
    }

    public int getInt(String key) {
        return Math.toIntExact(getLong(key));
    }

    public long getLong(String key) {
        String value = get(key);
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw FeedrankException.badInput(
                    "setting '" + key + "': got '" + value + "', expected a whole number");
        }
    }

    /** A duration kept in milliseconds; its key ends in {@code -ms}. */
    public Duration getDuration(String key) {
        return Duration.ofMillis(getLong(key));
    }

    public Path getPath(String key) {
        return Path.of(get(key));
    }

    /** The deployment's clock: the system's, moved by {@code clock.offset-ms}. */
    public Clock clock() {
        return Clock.offset(Clock.systemUTC(), getDuration("clock.offset-ms"));
    }

    /** All values by key, sorted. */
    public Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    private static Map<String, String> defaults() {
        Map<String, String> values = new TreeMap<>();
        try (InputStream stream = Settings.class.getResourceAsStream(DEFAULTS)) {
            if (stream == null) {
                throw new FeedrankException(
                        FeedrankException.Category.INTERNAL,
                        DEFAULTS + " is not on the class path");
            }
            put(values, new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.INTERNAL, "cannot read " + DEFAULTS, e);
        }
        return values;
    }

    private static void putFile(Map<String, String> values, Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            put(values, reader);
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.BAD_INPUT,
                    "cannot read the settings file " + file + ": " + e,
                    e);
        }
    }

    private static void put(Map<String, String> values, Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key)));
    }
}
