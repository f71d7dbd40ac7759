package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.config.FeedrankException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why an alias is changed.
 *
 * @param by whoever changes it: {@code hand}, {@code trainer}, {@code judge}
 * @param reason one line for people
 * @param figures that it rests on, by name
 */
public record Why(String by, String reason, Map<String, Double> figures) {
    /** Somebody wanted it. */
    public static final Why BY_HAND = new Why("hand", "asked for on the command line", Map.of());

    public Why {
        if (by.isBlank() || reason.isBlank()) {
            throw FeedrankException.badInput(
                    "got a reason '" + reason + "' of '" + by + "', expected neither to be blank");
        }
        figures = new TreeMap<>(figures);
        figures.values().removeIf(value -> !Double.isFinite(value));
    }
}
