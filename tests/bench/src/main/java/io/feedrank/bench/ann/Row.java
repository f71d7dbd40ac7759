package io.feedrank.bench.ann;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of the report: a contender at one k, tuned to one recall.
 *
 * @param goal the recall it was tuned for
 * @param recall the recall it reached
 * @param filters by share of the vectors that pass; empty when it has none
 */
record Row(
        Contender contender,
        int k,
        double goal,
        double recall,
        Speed speed,
        Map<String, Object> filters) {
    /**
     * How fast it is.
     *
     * @param cpuMillis median CPU time of a query
     * @param p99Millis 99th percentile of its wall time
     * @param perSecond queries a second on two threads
     */
    record Speed(double cpuMillis, double p99Millis, double perSecond) {}

    String name() {
        return contender.name();
    }

    Map<String, Object> asJson() {
        Contender.Built built = contender.built();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name());
        json.put("k", k);
        json.put("recall", Measurement.rounded(recall, 5));
        json.put("recall_goal", goal);
        json.put("cpu_ms_median", speed.cpuMillis());
        json.put("ms_p99", speed.p99Millis());
        json.put("qps_2_threads", speed.perSecond());
        json.put("bytes_per_vector", Measurement.rounded(built.bytesPerVector(), 1));
        json.put("build_cpu_s", Measurement.rounded(built.cpuSeconds(), 2));
        json.put("filters", filters);
        return json;
    }
}
