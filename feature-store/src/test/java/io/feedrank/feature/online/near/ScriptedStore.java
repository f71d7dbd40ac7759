package io.feedrank.feature.online.near;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A store that notes what it is asked for, can hold its answers back, and can fail. */
final class ScriptedStore implements OnlineStore {
    private final Map<OnlineKey, VersionedValue> values = new ConcurrentHashMap<>();
    private final List<List<OnlineKey>> asked = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile @Nullable FeedrankException failure;

    void set(OnlineKey key, long sequence) {
        values.put(key, VersionedValue.of(1, sequence, new byte[100]));
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    void fail(@Nullable FeedrankException with) {
        failure = with;
    }

    List<List<OnlineKey>> asked() {
        return asked;
    }

    @Override
    public List<@Nullable VersionedValue> get(List<OnlineKey> keys) {
        asked.add(keys);
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        FeedrankException refused = failure;
        if (refused != null) {
            throw refused;
        }
        List<@Nullable VersionedValue> found = new ArrayList<>();
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
