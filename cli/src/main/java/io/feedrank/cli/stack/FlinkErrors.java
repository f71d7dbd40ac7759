package io.feedrank.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds the one line that matters in what Flink reports. */
final class FlinkErrors {
    private static final String CAUSED_BY = "Caused by: ";

    private FlinkErrors() {}

    /** The reason in the body of a refused call. */
    static String reason(JsonNode body) {
        StringBuilder all = new StringBuilder();
        body.path("errors").forEach(error -> all.append(error.asText()).append('\n'));
        String cause = cause(all.toString());
        return cause.isEmpty() ? body.toString() : cause;
    }

    /** The innermost cause of a stack trace. */
    static String cause(String trace) {
        String last = "";
        for (String line : trace.lines().toList()) {
            String text = line.strip();
            if (text.startsWith(CAUSED_BY)) {
                last = text.substring(CAUSED_BY.length());
            } else if (last.isEmpty()
                    && !text.isEmpty()
                    && !text.startsWith("at ")
                    && !text.startsWith("<Exception")) {
                last = text;
            }
        }
        return last;
    }
}
