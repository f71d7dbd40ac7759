package io.feedrank.feature.parity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far served values of one group lay behind.
 *
 * @param served values looked at
 * @param written behind the newest version that there was at the request
 * @param ideal behind all events that had happened by the request
 */
public record Staleness(long served, Distance written, Distance ideal) {
    /**
     * How far.
     *
     * @param behind how many values lay behind at all
     * @param updatesP50 that they lacked
     * @param millisP50 since the first one that they lacked
     */
    public record Distance(
            long behind, long updatesP50, long updatesP99, long millisP50, long millisP99) {
        static Distance of(List<Lag> lags) {
            long[] updates = lags.stream().mapToLong(Lag::updates).sorted().toArray();
            long[] millis = lags.stream().mapToLong(Lag::millis).sorted().toArray();
            return new Distance(
                    Arrays.stream(updates).filter(count -> count > 0).count(),
                    quantile(updates, 0.5),
                    quantile(updates, 0.99),
                    quantile(millis, 0.5),
                    quantile(millis, 0.99));
        }

        private Map<String, Object> asMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("behind", behind);
            map.put("updates_p50", updatesP50);
            map.put("updates_p99", updatesP99);
            map.put("ms_p50", millisP50);
            map.put("ms_p99", millisP99);
            return map;
        }
    }

    /**
     * How far one value lay behind.
     *
     * @param millis 0 when it lacked nothing
     */
    record Lag(long updates, long millis) {}

    private static long quantile(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }

    /** For JSON, in a fixed order. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("served", served);
        map.put("newest_version", written.asMap());
        map.put("ideal", ideal.asMap());
        return map;
    }
}
