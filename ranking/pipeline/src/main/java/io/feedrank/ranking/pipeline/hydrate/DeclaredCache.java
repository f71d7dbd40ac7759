package io.feedrank.ranking.pipeline.hydrate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.GroupLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the declared groups of one kind of entity, and remembers them by the very bytes that they
 * were decoded from. What it returns is shared and must only be read. Thread-safe.
 */
final class DeclaredCache {
    /** An entity of which nothing is known. */
    static final DeclaredStates NOTHING = new DeclaredStates();

    private static final int MOST = 20_000;

    private record Decoded(List<@Nullable VersionedValue> values, DeclaredStates states) {}

    private final List<GroupLayout> layouts;
    private final Cache<String, Decoded> cache = Caffeine.newBuilder().maximumSize(MOST).build();

    DeclaredCache(List<GroupLayout> layouts) {
        this.layouts = layouts;
    }

    /**
     * The states of an entity.
     *
     * @param values one a layout, null where there is none
     * @throws RuntimeException when a value can't be decoded
     */
    DeclaredStates decode(String entity, List<@Nullable VersionedValue> values) {
        if (values.stream().allMatch(value -> value == null)) {
            return NOTHING;
        }
        Decoded known = cache.getIfPresent(entity);
        if (known != null && same(known.values(), values)) {
            return known.states();
        }
        DeclaredStates states = new DeclaredStates();
        for (int i = 0; i < layouts.size(); i++) {
            VersionedValue value = values.get(i);
            if (value != null) {
                states.put(layouts.get(i).codec().fromBytes(value.bytes(), VersionedValue.PAYLOAD));
            }
        }
        cache.put(entity, new Decoded(values, states));
        return states;
    }

    private static boolean same(
            List<@Nullable VersionedValue> a, List<@Nullable VersionedValue> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!Arrays.equals(bytes(a.get(i)), bytes(b.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] bytes(@Nullable VersionedValue value) {
        return value == null ? null : value.bytes();
    }
}
