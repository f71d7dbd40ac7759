package io.feedrank.ranking.pipeline;

import java.util.Optional;

/** How a stage that a feed can do without ended. */
sealed interface StageOutcome<T> {
    /** What it gave, if it gave anything. */
    Optional<T> value();

    /** It did its work. */
    record Done<T>(T result) implements StageOutcome<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(result);
        }
    }

    /** There was no time left for it. */
    record Skipped<T>() implements StageOutcome<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }

    /** It failed. */
    record Failed<T>(RuntimeException cause) implements StageOutcome<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }
}
