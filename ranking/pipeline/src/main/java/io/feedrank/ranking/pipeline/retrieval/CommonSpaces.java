package io.feedrank.ranking.pipeline.retrieval;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The vector spaces that parts of one index can be asked for together. Parts move from space to
 * space each at its own time; where they have none in common, the space that most of them serve is
 * asked for, and those without it are missing from what is found. For one thread.
 */
public final class CommonSpaces {
    private final Map<String, Integer> serving = new TreeMap<>();
    private final Set<String> known = new TreeSet<>();
    private @Nullable Set<String> everywhere;

    /**
     * One more part; one without a vector has no say.
     *
     * @param weight how much of the index it is
     */
    public CommonSpaces add(Spaces part, int weight) {
        if (part.serving().isEmpty()) {
            return this;
        }
        serving.merge(part.serving(), weight, Integer::sum);
        known.addAll(part.ready());
        known.addAll(part.building());
        if (everywhere == null) {
            everywhere = new TreeSet<>(part.ready());
        } else {
            everywhere.retainAll(part.ready());
        }
        return this;
    }

    /** What all of them can be asked for; {@link Spaces#NONE} when no part has a vector. */
    public Spaces agreed() {
        Set<String> common = everywhere;
        if (common == null) {
            return Spaces.NONE;
        }
        String most = most(common.isEmpty() ? serving.keySet() : common);
        Set<String> ready = common.isEmpty() ? Set.of(most) : common;
        Set<String> building = new TreeSet<>(known);
        building.removeAll(ready);
        return new Spaces(most, ready, building);
    }

    private String most(Set<String> among) {
        String most = "";
        int weight = -1;
        for (String space : new TreeSet<>(among)) {
            int has = serving.getOrDefault(space, 0);
            if (has > weight) {
                most = space;
                weight = has;
            }
        }
        return most;
    }
}
