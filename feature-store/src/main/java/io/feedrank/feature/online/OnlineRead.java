package io.feedrank.feature.online;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a read brought, and how it falls short.
 *
 * @param values in the order of the keys; null where there is none, or no answer
 * @param stale groups, as {@link FeatureGroup#qualifiedName()}, of which some value is older than
 *     its bound, since the store does not answer
 * @param missing groups of which some key has no answer
 * @param failure why, when anything is missing
 */
public record OnlineRead(
        List<@Nullable VersionedValue> values,
        Set<String> stale,
        Set<String> missing,
        @Nullable FeedrankException failure) {
    /** How a feed names that it was made of values older than their bound. */
    public static final String NEAR_CACHE = "near-cache";

    /** A read that lacks nothing. */
    public static OnlineRead complete(List<@Nullable VersionedValue> values) {
        return new OnlineRead(values, Set.of(), Set.of(), null);
    }

    /**
     * Insists on a group, whose default would do harm.
     *
     * @throws FeedrankException why a key of {@code group} has no answer
     */
    public void require(FeatureGroup group) {
        if (failure != null && missing.contains(group.qualifiedName())) {
            throw failure;
        }
    }

    /**
     * How a response names it: {@value #NEAR_CACHE} when anything is stale, and the groups that
     * take their defaults.
     */
    public Set<String> shortfall() {
        Set<String> names = new TreeSet<>(missing);
        if (!stale.isEmpty()) {
            names.add(NEAR_CACHE);
        }
        return names;
    }
}
