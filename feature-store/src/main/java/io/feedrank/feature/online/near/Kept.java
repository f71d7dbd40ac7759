package io.feedrank.feature.online.near;

import io.feedrank.feature.online.VersionedValue;
import org.jspecify.annotations.Nullable;

/**
 * A value as it was read.
 *
 * @param value null: there was none
 * @param readAtNanos by the cache's ticker
 */
record Kept(@Nullable VersionedValue value, long readAtNanos) {
    /** Of two reads of one key that crossed each other, the one with the newer version. */
    static Kept newer(Kept one, Kept other) {
        VersionedValue first = one.value;
        VersionedValue second = other.value;
        if (first != null && second != null && second.isOlderThan(first)) {
            return one;
        }
        if (first != null && second != null && first.isOlderThan(second)) {
            return other;
        }
        return one.readAtNanos > other.readAtNanos ? one : other;
    }
}
