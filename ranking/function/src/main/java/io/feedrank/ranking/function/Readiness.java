package io.feedrank.ranking.function;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether feeds can be ranked: the index has caught up, it is known what readers alone say of
 * posts, and the store has answered once. When it stops answering all replicas lose it at the same
 * time, and rank from what they keep near; a replica that turned itself away would help nobody. A
 * model is good to have. Thread-safe.
 */
final class Readiness {
    private static final List<OnlineKey> PROBE =
            List.of(new OnlineKey(FeatureGroup.TRENDING, OnlineKey.ALL));

    /**
     * A look at it.
     *
     * @param json short, for people
     */
    record Report(boolean ready, String json) {}

    private final OnlineStore store;
    private final IndexAccess index;
    private final BooleanSupplier readersKnown;
    private final Models models;
    private volatile boolean storeAnsweredOnce;

    Readiness(OnlineStore store, IndexAccess index, BooleanSupplier readersKnown, Models models) {
        this.store = store;
        this.index = index;
        this.readersKnown = readersKnown;
        this.models = models;
    }

    /** Looks now; may take a round trip to the store. */
    Report report() {
        boolean indexed = index.ready();
        boolean storeAnswers = storeAnswers();
        boolean known = readersKnown.getAsBoolean();
        boolean ready = indexed && known && storeAnsweredOnce;
        String model = models.production().or(models::fallback).map(Scorer::model).orElse("none");
        return new Report(
                ready,
                "{\"ready\":%b,%s,\"vectors\":%d,\"readers_known\":%b,\"redis\":%b,\"model\":\"%s\"}"
                        .formatted(
                                ready, index.describe(), index.size(), known, storeAnswers, model));
    }

    private boolean storeAnswers() {
        try {
            store.get(PROBE);
            storeAnsweredOnce = true;
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
