package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model that serves one alias. One thread refreshes it; any thread reads it. */
final class AliasSlot {
    private static final Logger log = LoggerFactory.getLogger(AliasSlot.class);
    private static final Duration RETRY = Duration.ofSeconds(15);

    private record Refusal(ModelRef model, String reason, long atNanos) {}

    private record Serving(ModelRef model, HotModel scorer) {}

    private final Alias alias;
    private final HotSet hotSet;
    private volatile @Nullable Refusal refusal;
    private volatile @Nullable Serving current;

    AliasSlot(Alias alias, HotSet hotSet) {
        this.alias = alias;
        this.hotSet = hotSet;
    }

    /**
     * The model that serves now. On trial it is the one that is wanted, or one that says why it
     * can't be had; what serves everybody is the last good one.
     */
    Optional<Scorer> scorer() {
        Refusal refused = refusal;
        if (refused != null && isOnTrial()) {
            return Optional.of(new RefusedScorer(refused.model().toString(), refused.reason()));
        }
        Serving serving = current;
        if (serving == null) {
            return Optional.empty();
        }
        serving.scorer().touch();
        return Optional.of(serving.scorer());
    }

    /** Why the model that is wanted can't be served; empty when it is, or none is wanted. */
    Optional<String> fault() {
        return Optional.ofNullable(refusal).map(each -> each.model() + ": " + each.reason());
    }

    /** The model that must stay in memory. */
    Optional<ModelRef> pinned() {
        return Optional.ofNullable(current).map(Serving::model);
    }

    /**
     * Follows the alias: loads the wanted model when it is another one, and keeps the present one
     * when it can't. An alias that is gone ends a trial; what serves everybody goes on.
     */
    void refresh(Optional<ModelRef> wanted) {
        if (wanted.isEmpty()) {
            if (isOnTrial()) {
                current = null;
                refusal = null;
            }
            return;
        }
        long now = System.nanoTime();
        wanted.filter(model -> isNew(model, now)).ifPresent(model -> swap(model, now));
    }

    private boolean isOnTrial() {
        return alias == Alias.CANARY || alias == Alias.SHADOW;
    }

    private boolean isNew(ModelRef model, long now) {
        Refusal last = refusal;
        Serving serving = current;
        if (serving != null && serving.model().equals(model)) {
            if (last != null) {
                refusal = null;
            }
            return false;
        }
        return last == null
                || !last.model().equals(model)
                || now - last.atNanos() > RETRY.toNanos();
    }

    private void swap(ModelRef model, long now) {
        try {
            current = new Serving(model, hotSet.getForAlias(model));
        } catch (RuntimeException | LinkageError e) {
            refuse(model, e, now);
            return;
        }
        refusal = null;
        log.info("{} is served by {}", alias.id(), model);
    }

    private void refuse(ModelRef model, Throwable e, long now) {
        String reason =
                e instanceof FeedrankException ? String.valueOf(e.getMessage()) : e.toString();
        Refusal last = refusal;
        refusal = new Refusal(model, reason, now);
        if (last != null && last.model().equals(model) && last.reason().equals(reason)) {
            return;
        }
        Serving serving = current;
        log.error(
                "{} can't be served by {}: {}. It {}",
                alias.id(),
                model,
                reason,
                serving == null ? "stays without a model" : "stays with " + serving.model());
    }
}
