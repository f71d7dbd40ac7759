package io.feedrank.ranking.pipeline;

import io.feedrank.ranking.pipeline.source.SourceLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Limits of sources in tests. */
public final class Limits {
    private static final List<String> ALL =
            List.of("ann", "similar", "followed", "trending", "fresh", "explore");

    private Limits() {}

    /** All sources with the same share, each with so much time. */
    public static SourceLimits patient(Duration timeout) {
        return of(ALL, timeout, 8);
    }

    public static SourceLimits of(List<String> names, Duration timeout, int concurrent) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        for (String name : names) {
            shares.put(name, 1);
            timeouts.put(name, timeout);
        }
        return new SourceLimits(shares, timeouts, concurrent);
    }
}
