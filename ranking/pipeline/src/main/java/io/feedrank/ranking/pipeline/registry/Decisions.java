package io.feedrank.ranking.pipeline.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Content of {@code decisions.json}: why the aliases are what they are.
 *
 * @param latestFirst at most {@value #KEPT}
 */
public record Decisions(@JsonValue List<Decision> latestFirst) {
    private static final int KEPT = 200;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Decisions {
        latestFirst = List.copyOf(latestFirst);
    }

    /** Nothing was decided yet. */
    public static Decisions none() {
        return new Decisions(List.of());
    }

    /** The latest one about a model. */
    public Optional<Decision> about(ModelRef model) {
        return latestFirst.stream().filter(each -> each.model().equals(model)).findFirst();
    }

    /** The latest one that made an alias stand for a model. */
    public Optional<Decision> promotion(Alias alias, ModelRef model) {
        return latestFirst.stream()
                .filter(each -> each.alias() == alias && each.model().equals(model))
                .filter(each -> !each.action().equals(AliasStore.CLEARED))
                .findFirst();
    }

    Decisions with(Decision decision) {
        List<Decision> all = new ArrayList<>();
        all.add(decision);
        all.addAll(latestFirst);
        return new Decisions(all.subList(0, Math.min(KEPT, all.size())));
    }
}
