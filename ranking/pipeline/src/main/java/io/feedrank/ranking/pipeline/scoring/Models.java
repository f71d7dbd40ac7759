package io.feedrank.ranking.pipeline.scoring;

import java.util.Optional;

/**
 * The models that are served now. A request takes a scorer once and keeps it to its end: a swap in
 * between gives later requests the new one, and the old one stays usable until those that took it
 * are done.
 */
public interface Models extends AutoCloseable {
    /** The full model; empty until one was loaded. */
    Optional<Scorer> production();

    /** The small model for when the full one is missing or too slow; empty until one was loaded. */
    Optional<Scorer> fallback();

    @Override
    void close();
}
