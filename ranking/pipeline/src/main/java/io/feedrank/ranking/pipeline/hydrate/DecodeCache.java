package io.feedrank.ranking.pipeline.hydrate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.online.VersionedValue;
import java.util.Arrays;

/**
 * Decodes values of one group, and remembers them by the very bytes that they were decoded from:
 * most candidates of a request were candidates of the one before. What it returns is shared and
 * must only be read. Thread-safe.
 */
final class DecodeCache<T> {
    private static final int MOST = 20_000;

    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    private record Decoded<T>(byte[] bytes, T value) {}

    private final Codec<T> codec;
    private final Cache<String, Decoded<T>> cache = Caffeine.newBuilder().maximumSize(MOST).build();

    DecodeCache(Codec<T> codec) {
        this.codec = codec;
    }

    T decode(String entity, VersionedValue value) {
        Decoded<T> known = cache.getIfPresent(entity);
        if (known != null && Arrays.equals(known.bytes(), value.bytes())) {
            return known.value();
        }
        T decoded = codec.fromBytes(value.bytes(), VersionedValue.PAYLOAD);
        cache.put(entity, new Decoded<>(value.bytes(), decoded));
        return decoded;
    }
}
