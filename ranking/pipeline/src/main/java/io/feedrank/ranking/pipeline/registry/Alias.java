package io.feedrank.ranking.pipeline.registry;

import com.fasterxml.jackson.annotation.JsonValue;
import io.feedrank.feature.config.FeedrankException;
import java.util.Arrays;
import java.util.Locale;

/** What a model is used for. */
public enum Alias {
    /** Ranks the feeds. */
    PRODUCTION,
    /** Ranks a small share of the feeds. */
    CANARY,
    /** Scores what production scores, and is only compared. */
    SHADOW,
    /** Small and fast: ranks when production is missing or too slow. */
    FALLBACK,
    /** Gives posts vectors from their text, in the jobs; its models have its name. */
    TEXT_TOWER;

    /** Name in {@code aliases.json} and on the command line. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a model may stand here: a text tower ranks no feed, and nothing else is one. */
    boolean takes(ModelRef model) {
        return (this == TEXT_TOWER) == model.name().equals(TEXT_TOWER.id());
    }

    void requireKind(ModelRef model) {
        if (!takes(model)) {
            throw FeedrankException.badInput("alias " + id() + " takes no model like " + model);
        }
    }

    /** Reads an alias from its id. */
    public static Alias parse(String id) {
        return Arrays.stream(values())
                .filter(alias -> alias.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                FeedrankException.badInput(
                                        "got alias '"
                                                + id
                                                + "', expected one of "
                                                + Arrays.stream(values()).map(Alias::id).toList()));
    }
}
