package io.feedrank.feature.online.near;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How much is kept near, and for how long.
 *
 * @param maxBytes of keys and values together
 * @param fresh by the id of a group, how old its values may be when they are served instead of
 *     being read; a group that is not named is always read
 * @param stale how old anything may be when it is served since the store does not answer
 */
public record NearCacheConfig(long maxBytes, Map<String, Duration> fresh, Duration stale) {
    private static final String FRESH = "near-cache.fresh-ms";

    public NearCacheConfig {
        if (maxBytes < 0) {
            throw FeedrankException.badInput(
                    "near-cache.megabytes: got less than 0, expected 0 (nothing is kept) or more");
        }
        fresh = Map.copyOf(fresh);
        for (Map.Entry<String, Duration> group : fresh.entrySet()) {
            if (group.getValue().isNegative() || group.getValue().compareTo(stale) > 0) {
                throw FeedrankException.badInput(
                        FRESH
                                + ": got "
                                + group.getValue().toMillis()
                                + " for "
                                + group.getKey()
                                + ", expected 0 to near-cache.stale-ms, which is "
                                + stale.toMillis());
            }
        }
    }

    /** Reads the {@code near-cache.*} settings. */
    public static NearCacheConfig from(Settings settings) {
        return new NearCacheConfig(
                settings.getLong("near-cache.megabytes") << 20,
                bounds(settings.get(FRESH)),
                settings.getDuration("near-cache.stale-ms"));
    }

    private static Map<String, Duration> bounds(String text) {
        Map<String, Duration> bounds = new HashMap<>();
        for (String bound : text.split(",")) {
            String[] parts = bound.strip().split(":", -1);
            try {
                if (parts.length == 2) {
                    bounds.put(
                            parts[0].strip(), Duration.ofMillis(Long.parseLong(parts[1].strip())));
                } else if (!bound.isBlank()) {
                    throw new NumberFormatException(bound);
                }
            } catch (NumberFormatException e) {
                throw new FeedrankException(
                        FeedrankException.Category.BAD_INPUT,
                        FRESH + ": got '" + bound + "', expected GROUP:MILLISECONDS,...",
                        e);
            }
        }
        return bounds;
    }

    /** The same for those who always read, and are served what is kept while the store is away. */
    public NearCacheConfig forOutages() {
        return new NearCacheConfig(maxBytes, Map.of(), stale);
    }

    /** How old values of {@code group} may be when they are not read. */
    Duration freshFor(FeatureGroup group) {
        return fresh.getOrDefault(group.id(), Duration.ZERO);
    }
}
