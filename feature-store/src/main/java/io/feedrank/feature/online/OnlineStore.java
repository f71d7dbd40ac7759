package io.feedrank.feature.online;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packed feature values by entity. Thread-safe. */
public interface OnlineStore extends AutoCloseable {
    /**
     * Reads values in one round trip.
     *
     * @return in the order of {@code keys}, null where there is none
     * @throws io.feedrank.feature.config.FeedrankException UNAVAILABLE or TIMEOUT
     */
    List<@Nullable VersionedValue> get(List<OnlineKey> keys);

    /**
     * Reads what can be read now, for callers that can do with less: what no answer is to be had
     * for is null, and its group named.
     *
     * @throws io.feedrank.feature.config.FeedrankException UNAVAILABLE or TIMEOUT when this store
     *     has nothing to fall back on
     */
    default OnlineRead read(List<OnlineKey> keys) {
        return OnlineRead.complete(get(keys));
    }

    /**
     * Writes values in one round trip; one whose stored version is higher is left as it is.
     *
     * @throws io.feedrank.feature.config.FeedrankException UNAVAILABLE or TIMEOUT
     */
    void put(List<OnlineWrite> writes);

    @Override
    void close();
}
