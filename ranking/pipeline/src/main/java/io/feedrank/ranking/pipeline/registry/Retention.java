package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.config.FeedrankException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which models may be deleted. */
final class Retention {
    private Retention() {}

    /**
     * All but the latest {@code keep} versions of each name, and never one that an alias stands for
     * or would go back to.
     *
     * @param models registered, sorted
     */
    static List<ModelRef> expired(List<ModelRef> models, Aliases aliases, int keep) {
        if (keep < 1) {
            throw FeedrankException.badInput("got " + keep + " models to keep, expected 1 or more");
        }
        Set<ModelRef> needed = new HashSet<>();
        aliases.entries()
                .values()
                .forEach(
                        entry -> {
                            needed.add(entry.model());
                            entry.previous().stream().limit(1).forEach(needed::add);
                        });
        Map<String, List<ModelRef>> byName = new TreeMap<>();
        models.forEach(
                model -> byName.computeIfAbsent(model.name(), n -> new ArrayList<>()).add(model));
        List<ModelRef> expired = new ArrayList<>();
        byName.values()
                .forEach(
                        versions ->
                                versions.subList(0, Math.max(0, versions.size() - keep)).stream()
                                        .filter(model -> !needed.contains(model))
                                        .forEach(expired::add));
        return expired;
    }
}
