package io.feedrank.bench.ann;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What comes out: the JSON, and the table that is printed. */
final class Report {
    private final VectorSet set;
    private final List<Map<String, Object>> engines = new ArrayList<>();
    private final List<Map<String, Object>> peers = new ArrayList<>();
    private final Map<String, Object> more = new LinkedHashMap<>();

    Report(VectorSet set) {
        this.set = set;
    }

    void engine(Map<String, Object> row) {
        engines.add(row);
    }

    void peer(Map<String, Object> row) {
        peers.add(row);
    }

    void put(String name, Object value) {
        more.put(name, value);
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", set.size());
        json.put("dim", set.dimensions());
        json.put("engines", engines);
        json.put("peers", peers);
        json.putAll(more);
        return json;
    }

    /**
     * A line for each row; the last column is the CPU beside that of native hnswlib at its recall.
     */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-16s %5s %8s %9s %9s %10s %8s %9s %11s %9s%n",
                        "",
                        "k",
                        "recall",
                        "cpu ms",
                        "p99 ms",
                        "qps (2)",
                        "bytes/v",
                        "build s",
                        "upserts/s",
                        "x native"));
        List<Map<String, Object>> all = new ArrayList<>(engines);
        all.addAll(peers);
        for (Map<String, Object> row : all) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-16s %5d %8.4f %9.3f %9.3f %10.0f %8.0f %9.1f %11.0f %9s%n",
                            row.get("name"),
                            row.get("k"),
                            row.get("recall"),
                            row.get("cpu_ms_median"),
                            row.get("ms_p99"),
                            row.get("qps_2_threads"),
                            row.get("bytes_per_vector"),
                            row.get("build_cpu_s"),
                            row.get("upserts_per_s"),
                            ratio(row)));
        }
        more.forEach((name, value) -> table.append(name).append(": ").append(value).append('\n'));
        return table.toString();
    }

    /** Beside the native row of the same k that was tuned to the same recall. */
    private String ratio(Map<String, Object> row) {
        for (Map<String, Object> peer : peers) {
            if (peer.get("name").equals("hnswlib-native")
                    && peer.get("k").equals(row.get("k"))
                    && goal(peer) == goal(row)) {
                return String.format(
                        Locale.ROOT,
                        "%.2f",
                        (double) row.get("cpu_ms_median") / (double) peer.get("cpu_ms_median"));
            }
        }
        return "";
    }

    private static double goal(Map<String, Object> row) {
        return (double) row.getOrDefault("recall_goal", 0.0);
    }
}
