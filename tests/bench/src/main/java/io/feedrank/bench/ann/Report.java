package io.feedrank.bench.ann;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What comes out: the JSON, and the table that is printed. */
final class Report {
    private final VectorSet set;
    private final List<Row> engines = new ArrayList<>();
    private final List<Row> peers = new ArrayList<>();
    private final Map<String, Double> upserts = new HashMap<>();
    private final Map<Row, BesideNative.Point> beside = new IdentityHashMap<>();
    private final Map<String, Object> more = new LinkedHashMap<>();

    Report(VectorSet set) {
        this.set = set;
    }

    void engine(Row row) {
        engines.add(row);
    }

    void peer(Row row) {
        peers.add(row);
    }

    void put(String name, Object value) {
        more.put(name, value);
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", set.size());
        json.put("dim", set.dimensions());
        json.put("engines", engines.stream().map(this::asJson).toList());
        json.put("peers", peers.stream().map(this::asJson).toList());
        json.putAll(more);
        return json;
    }

    /**
     * A line for each row; the last column is the CPU beside that of native hnswlib at the row's
     * recall, or with a star, at the lowest it can be set to.
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
        List<Row> all = new ArrayList<>(engines);
        all.addAll(peers);
        for (Row row : all) {
            Contender.Built built = row.contender().built();
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-16s %5d %8.4f %9.3f %9.3f %10.0f %8.0f %9.1f %11.0f %9s%n",
                            row.name(),
                            row.k(),
                            row.recall(),
                            row.speed().cpuMillis(),
                            row.speed().p99Millis(),
                            row.speed().perSecond(),
                            built.bytesPerVector(),
                            built.cpuSeconds(),
                            upserts(row),
                            ratio(row)));
        }
        more.forEach((name, value) -> table.append(name).append(": ").append(value).append('\n'));
        return table.toString();
    }

    private String ratio(Row row) {
        BesideNative.Point point = beside.get(row);
        return point == null
                ? ""
                : String.format(Locale.ROOT, "%.2f%s", point.ratio(), point.isLeast() ? "*" : "");
    }

    private Map<String, Object> asJson(Row row) {
        Map<String, Object> json = row.asJson();
        json.put("upserts_per_s", Measurement.rounded(upserts(row), 1));
        BesideNative.Point point = beside.get(row);
        if (point != null) {
            json.put("native_recall", Measurement.rounded(point.recall(), 5));
            json.put("native_effort", point.isLeast() ? "ef=k" : "tuned");
            json.put("native_cpu_ms_median", point.cpuMillis());
            json.put("x_native", Measurement.rounded(point.ratio(), 3));
        }
        return json;
    }

    private double upserts(Row row) {
        return upserts.getOrDefault(row.name(), 0.0);
    }

    /** Changes a second of a contender. */
    void upserts(Contender contender, double perSecond) {
        upserts.put(contender.name(), perSecond);
    }

    /** What the last column of a row is about. */
    void beside(Row row, BesideNative.Point point) {
        beside.put(row, point);
    }
}
