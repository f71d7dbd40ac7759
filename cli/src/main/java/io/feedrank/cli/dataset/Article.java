package io.feedrank.cli.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A post of the generated newsroom with what its readers will think of it.
 *
 * @param author index of its author
 * @param angle which of the topic's angles
 * @param quality about normal, mean 0
 * @param expiresAtMs null when it never expires
 */
record Article(
        String id,
        int author,
        String language,
        int topic,
        int angle,
        double quality,
        long createdAtMs,
        @Nullable Long expiresAtMs,
        boolean draft,
        Vocabulary.Text text) {

    boolean visibleAt(long timeMs) {
        return !draft && createdAtMs <= timeMs && (expiresAtMs == null || timeMs < expiresAtMs);
    }
}
