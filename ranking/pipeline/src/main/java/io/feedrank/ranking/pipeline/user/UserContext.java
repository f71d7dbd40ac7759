package io.feedrank.ranking.pipeline.user;

import io.feedrank.feature.state.RankedPosts;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.proto.v1.EntityVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What round trip 1 brought.
 *
 * @param features what is known of the user; parts that could not be read take their defaults
 * @param follows authors followed, in the order in which that began
 * @param blocks authors never to be served
 * @param lists lists that are the same for everybody
 * @param provenance where the features come from
 */
public record UserContext(
        UserFeatures features,
        Set<String> follows,
        Set<String> blocks,
        Lists lists,
        Provenance provenance) {
    /** Posts that are the same for everybody, best first. */
    public record Lists(List<RankedPosts.Entry> trending, List<RankedPosts.Entry> fresh) {
        public static final Lists NONE = new Lists(List.of(), List.of());
    }

    /**
     * Where the features come from.
     *
     * @param versions of the values read, by {@code <group>:v<n>}
     * @param unreadable groups whose value could not be decoded
     */
    public record Provenance(Map<String, EntityVersion> versions, List<String> unreadable) {}
}
