package io.feedrank.ranking.pipeline.candidate;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.proto.v1.EntityVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one entity that its features were computed from; for the versions alone, which most
 * candidates are never asked for.
 *
 * @param values one a group, null where there is none
 */
public record ReadValues(List<FeatureGroup> groups, List<@Nullable VersionedValue> values) {
    /** Of an entity of which nothing was read. */
    public static final ReadValues NOTHING = new ReadValues(List.of(), List.of());

    /** Versions by {@code <group>:v<n>}; a group without a value is not there. */
    public Map<String, EntityVersion> versions() {
        Map<String, EntityVersion> versions = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            VersionedValue value = values.get(i);
            if (value != null) {
                versions.put(
                        groups.get(i).qualifiedName(),
                        EntityVersion.newBuilder()
                                .setGeneration(value.generation())
                                .setSequence(value.sequence())
                                .build());
            }
        }
        return versions;
    }
}
