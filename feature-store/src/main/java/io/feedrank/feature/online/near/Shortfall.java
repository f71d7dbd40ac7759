package io.feedrank.feature.online.near;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineRead;
import io.feedrank.feature.online.VersionedValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one read lacks. */
final class Shortfall {
    private final Set<String> stale = new TreeSet<>();
    private final Set<String> missing = new TreeSet<>();
    private @Nullable FeedrankException failure;

    void stale(OnlineKey key) {
        stale.add(key.group().qualifiedName());
    }

    void missing(OnlineKey key, FeedrankException why) {
        missing.add(key.group().qualifiedName());
        failure = why;
    }

    OnlineRead of(List<@Nullable VersionedValue> values) {
        return new OnlineRead(values, stale, missing, failure);
    }
}
