package io.feedrank.cli.stack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of a {@code config.yaml} that are written on a line each, {@code key: value}, as
 * Feedrank's are.
 *
 * @param values by key
 */
record FlinkConf(Map<String, String> values) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(FLINK_[A-Z_]+)}");
    private static final Pattern SETTING = Pattern.compile("^([a-z][\\w.-]*):\\s+(.+?)\\s*$");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");
    private static final Pattern MEGABYTES = Pattern.compile("(\\d+)\\s*m(b)?");

    FlinkConf {
        values = Map.copyOf(values);
    }

    /** Reads the text of a file. */
    static FlinkConf parse(String text) {
        Map<String, String> values = new TreeMap<>();
        text.lines()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .forEach(
                        setting ->
                                values.put(
                                        setting.group(1),
                                        unquoted(
                                                COMMENT.matcher(setting.group(2))
                                                        .replaceFirst(""))));
        return new FlinkConf(values);
    }

    /**
     * Fills in {@code ${FLINK_...}}; other placeholders are left to the reader of the file.
     *
     * @throws StackException when the text asks for a value there is none for
     */
    static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(
                        match -> {
                            String value = values.get(match.group(1));
                            if (value == null) {
                                throw new StackException(
                                        match.group()
                                                + ": no such value, expected one of "
                                                + values.keySet());
                            }
                            return Matcher.quoteReplacement(value);
                        });
    }

    /** The JVM options that a start script would take from {@code env.java.opts.all}. */
    List<String> jvmOptions() {
        return Stream.of(values.getOrDefault("env.java.opts.all", "").split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /**
     * The sum of memory sizes, in megabytes.
     *
     * @throws StackException when one of them is missing, or is not given in megabytes
     */
    int megabytes(String... keys) {
        int sum = 0;
        for (String key : keys) {
            Matcher size = MEGABYTES.matcher(values.getOrDefault(key, ""));
            if (!size.matches()) {
                throw new StackException(
                        "flink-conf/config.yaml, "
                                + key
                                + ": got '"
                                + values.get(key)
                                + "', expected megabytes like 128m");
            }
            sum += Integer.parseInt(size.group(1));
        }
        return sum;
    }

    private static String unquoted(String text) {
        boolean quoted =
                text.length() > 1
                        && "\"'".indexOf(text.charAt(0)) >= 0
                        && text.endsWith(text.substring(0, 1));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
