package io.feedrank.jobs.backfill;

import java.util.List;

/** Files of table {@code events} of one hour, as one record of the stream of hours. */
record HistoryHour(long startMs, List<String> files) {
    private static final String BETWEEN = "\n";

    HistoryHour {
        files = List.copyOf(files);
    }

    /** One text, so that it needs no serializer of its own. */
    String asText() {
        return startMs + BETWEEN + String.join(BETWEEN, files);
    }

    static HistoryHour parse(String text) {
        List<String> lines = List.of(text.split(BETWEEN));
        return new HistoryHour(Long.parseLong(lines.get(0)), lines.subList(1, lines.size()));
    }
}
