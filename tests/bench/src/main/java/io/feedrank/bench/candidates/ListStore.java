package io.feedrank.bench.candidates;

import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.RankedPosts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kept lists of a readership, as the online store would give them. */
final class ListStore implements OnlineStore {
    private final Readership readership;

    ListStore(Readership readership) {
        this.readership = readership;
    }

    @Override
    public List<@Nullable VersionedValue> get(List<OnlineKey> keys) {
        List<@Nullable VersionedValue> values = new ArrayList<>();
        for (OnlineKey key : keys) {
            RankedPosts list = readership.list(key);
            values.add(
                    list == null ? null : VersionedValue.of(1, 1, RankedPosts.CODEC.toBytes(list)));
        }
        return values;
    }

    @Override
    public void put(List<OnlineWrite> writes) {
        throw new UnsupportedOperationException("a replay writes nothing");
    }

    @Override
    public void close() {}
}
