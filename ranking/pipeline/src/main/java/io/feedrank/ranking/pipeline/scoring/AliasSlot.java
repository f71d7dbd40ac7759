package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that serves one alias. One thread refreshes it; any thread reads it. A model that was
 * replaced stays open for a grace time, for the requests that took it before.
 */
final class AliasSlot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AliasSlot.class);
    private static final Duration RETRY = Duration.ofSeconds(15);

    private record Retired(TensorFlowScorer scorer, long sinceNanos) {}

    private record Refusal(ModelRef model, String reason, long atNanos) {}

    private final Alias alias;
    private final ModelRegistry registry;
    private final FeatureCatalog catalog;
    private final Duration grace;
    private final Deque<Retired> retired = new ArrayDeque<>();
    private @Nullable Refusal refusal;
    private volatile @Nullable TensorFlowScorer current;

    AliasSlot(Alias alias, ModelRegistry registry, FeatureCatalog catalog, Duration grace) {
        this.alias = alias;
        this.registry = registry;
        this.catalog = catalog;
        this.grace = grace;
    }

    /** The model that serves now. */
    Optional<Scorer> scorer() {
        return Optional.ofNullable(current);
    }

    /**
     * Follows the alias: loads the wanted model when it is another one, and keeps the present one
     * when it can't.
     */
    void refresh(Optional<ModelRef> wanted) {
        long now = System.nanoTime();
        wanted.filter(model -> isNew(model, now)).ifPresent(model -> swap(model, now));
        while (!retired.isEmpty() && now - retired.peek().sinceNanos() > grace.toNanos()) {
            retired.remove().scorer().close();
        }
    }

    @Override
    public void close() {
        retired.forEach(old -> old.scorer().close());
        retired.clear();
        TensorFlowScorer last = current;
        current = null;
        if (last != null) {
            last.close();
        }
    }

    private boolean isNew(ModelRef model, long now) {
        TensorFlowScorer serving = current;
        if (serving != null && serving.model().equals(model.toString())) {
            return false;
        }
        Refusal last = refusal;
        return last == null
                || !last.model().equals(model)
                || now - last.atNanos() > RETRY.toNanos();
    }

    private void swap(ModelRef model, long now) {
        TensorFlowScorer old = current;
        try {
            current = TensorFlowScorer.open(registry.verify(model), catalog);
        } catch (RuntimeException e) {
            refuse(model, e, now);
            return;
        }
        refusal = null;
        log.info("{} is served by {}", alias.id(), model);
        if (old != null) {
            retired.add(new Retired(old, now));
        }
    }

    private void refuse(ModelRef model, RuntimeException e, long now) {
        String reason =
                e instanceof FeedrankException ? String.valueOf(e.getMessage()) : e.toString();
        Refusal last = refusal;
        refusal = new Refusal(model, reason, now);
        if (last != null && last.model().equals(model) && last.reason().equals(reason)) {
            return;
        }
        TensorFlowScorer serving = current;
        log.error(
                "{} can't be served by {}: {}. It {}",
                alias.id(),
                model,
                reason,
                serving == null ? "stays without a model" : "stays with " + serving.model());
    }
}
