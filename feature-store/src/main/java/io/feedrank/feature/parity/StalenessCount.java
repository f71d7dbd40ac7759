package io.feedrank.feature.parity;

import io.feedrank.proto.v1.FeatureUpdate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Gathers how far served values lay behind, by group. Not thread-safe. */
final class StalenessCount {
    private record Lags(List<Staleness.Lag> written, List<Staleness.Lag> ideal) {}

    private final Map<String, Lags> groups = new LinkedHashMap<>();
    private final Set<List<Object>> seen = new HashSet<>();

    /** Looks at a value that one request read; once, however many rows share it. */
    void look(LoggedRow row, EntityId id, String group, Version version, History history) {
        if (!seen.add(List.of(row.entry().getRequestId(), id, group))) {
            return;
        }
        long asOf = row.entry().getScoredAtMs();
        List<FeatureUpdate> after = history.after(version, group);
        Lags lags =
                groups.computeIfAbsent(
                        group, any -> new Lags(new ArrayList<>(), new ArrayList<>()));
        lags.written().add(lag(after, asOf, FeatureUpdate::getAppliedAtMs));
        lags.ideal()
                .add(
                        lag(
                                after.stream().filter(FeatureUpdate::hasEvent).toList(),
                                asOf,
                                update -> update.getEvent().getEventTimeMs()));
    }

    private static Staleness.Lag lag(
            List<FeatureUpdate> after, long asOf, ToLongFunction<FeatureUpdate> time) {
        long lacked = 0;
        long first = asOf;
        for (FeatureUpdate update : after) {
            long at = time.applyAsLong(update);
            if (at <= asOf) {
                lacked++;
                first = Math.min(first, at);
            }
        }
        return new Staleness.Lag(lacked, asOf - first);
    }

    Map<String, Staleness> byGroup() {
        Map<String, Staleness> all = new LinkedHashMap<>();
        groups.forEach(
                (group, lags) ->
                        all.put(
                                group,
                                new Staleness(
                                        lags.written().size(),
                                        Staleness.Distance.of(lags.written()),
                                        Staleness.Distance.of(lags.ideal()))));
        return all;
    }
}
