package io.feedrank.ranking.pipeline.retrieval;

import java.util.Set;

/**
 * Vector spaces of an index at one moment.
 *
 * @param serving the one that new requests take; empty while there is no vector at all
 * @param ready all that can be asked, among them those on their way out
 * @param building those whose vectors are still too few to be asked
 */
public record Spaces(String serving, Set<String> ready, Set<String> building) {
    /** There is no vector at all. */
    public static final Spaces NONE = new Spaces("", Set.of(), Set.of());

    public Spaces {
        ready = Set.copyOf(ready);
        building = Set.copyOf(building);
    }

    /** Why a vector of {@code space} can't be searched for. */
    public String refusal(String space) {
        if (serving.isEmpty()) {
            return "no post has a vector yet";
        }
        return building.contains(space)
                ? "the index of space " + space + " is being built, " + serving + " serves"
                : "the user's vector is of space " + space + ", the index of " + serving;
    }
}
