package io.feedrank.cli.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads and writes flat settings, sorted by key and without a date, so that the same settings give
 * the same bytes.
 */
public final class PropertiesFile {
    private PropertiesFile() {}

    /** The settings in a file; none when there is no file. */
    public static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException failure) {
                throw new StackException("cannot read " + file + ": " + failure, failure);
            }
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    /** Replaces the file. */
    static Path write(Path file, Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values).forEach((key, value) -> text.append(line(key, value)));
        return WorkDirectory.write(file, text.toString());
    }

    private static String line(String key, String value) {
        Properties one = new Properties();
        one.setProperty(key, value);
        StringWriter stored = new StringWriter();
        try {
            one.store(stored, null);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        // The first line is the date.
        return stored.toString()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow()
                + "\n";
    }
}
