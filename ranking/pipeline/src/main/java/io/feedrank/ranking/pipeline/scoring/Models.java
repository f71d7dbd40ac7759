package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
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

    /**
     * The model that a share of the users is to try; one that can't be served fails each call with
     * the reason.
     */
    default Optional<Scorer> canary() {
        return Optional.empty();
    }

    /** The model that scores a copy of the traffic; as for the canary. */
    default Optional<Scorer> shadow() {
        return Optional.empty();
    }

    /**
     * Any registered model, for example one that ranked a feed that is to be ranked again; loaded
     * if need be, which takes as long as a warm-up does.
     *
     * @param model its name and version
     * @throws FeedrankException BAD_INPUT when it is not registered or can't be served, UNAVAILABLE
     *     when there is no room for it
     */
    default Scorer named(String model) {
        throw FeedrankException.badInput("model " + model + " is not served here");
    }

    @Override
    void close();
}
