package io.feedrank.ranking.pipeline;

import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A store in memory that counts its round trips and fails when told to. */
public final class InMemoryOnlineStore implements OnlineStore {
    private final Map<OnlineKey, VersionedValue> values = new ConcurrentHashMap<>();
    private final List<List<OnlineKey>> reads = new CopyOnWriteArrayList<>();
    private Predicate<OnlineKey> failing = key -> false;

    /** Makes every read fail that asks for such a key. */
    public void failOn(Predicate<OnlineKey> keys) {
        failing = keys;
    }

    /** The keys of each read so far. */
    public List<List<OnlineKey>> reads() {
        return reads;
    }

    @Override
    public List<VersionedValue> get(List<OnlineKey> keys) {
        reads.add(List.copyOf(keys));
        if (keys.stream().anyMatch(failing)) {
            throw new io.feedrank.feature.config.FeedrankException(
                    io.feedrank.feature.config.FeedrankException.Category.UNAVAILABLE,
                    "told to fail");
        }
        List<VersionedValue> found = new ArrayList<>();
        keys.forEach(key -> found.add(values.get(key)));
        return found;
    }

    @Override
    public void put(List<OnlineWrite> writes) {
        writes.forEach(write -> values.put(write.key(), write.value()));
    }

    @Override
    public void close() {}
}
