package io.feedrank.ranking.pipeline.user;

import io.feedrank.feature.state.UserFeatures;
import io.feedrank.proto.v1.EntityVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What round trip 1 brought.
 *
 * @param features what is known of the user; parts that could not be read take their defaults
 * @param vectorSpace that the user's vector lives in
 * @param follows authors followed, in the order in which that began
 * @param blocks authors never to be served
 * @param provenance where the features come from
 */
public record UserContext(
        UserFeatures features,
        String vectorSpace,
        Set<String> follows,
        Set<String> blocks,
        Provenance provenance) {
    /**
     * Where the features come from.
     *
     * @param versions of the values read, by {@code <group>:v<n>}
     * @param unreadable groups whose value could not be decoded
     * @param language of the user's row; empty when it says none
     */
    public record Provenance(
            Map<String, EntityVersion> versions, List<String> unreadable, String language) {}

    /** The same user without a vector, where it lives in another space than the posts'. */
    public UserContext withoutVector() {
        return new UserContext(features.withoutVector(), vectorSpace, follows, blocks, provenance);
    }
}
