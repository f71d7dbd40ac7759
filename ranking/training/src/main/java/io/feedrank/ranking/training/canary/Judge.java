package io.feedrank.ranking.training.canary;

import io.feedrank.feature.event.Event;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Aliases;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models under the aliases shadow and canary, and moves the aliases: a shadow that
 * passes becomes the canary when there is none, a canary that passes becomes the production model,
 * and one that fails loses its alias. Each change says why in the registry, and is made only while
 * the alias still stands for the model that was judged: a person, or another judge, may have been
 * quicker. One thread uses it.
 */
public final class Judge {
    private static final Logger log = LoggerFactory.getLogger(Judge.class);

    private final ModelRegistry registry;
    private final JudgeConfig config;
    private final OutcomeJoiner joiner;
    private @Nullable ShadowTrial shadow;
    private @Nullable CanaryTrial canary;

    public Judge(ModelRegistry registry, JudgeConfig config) {
        this.registry = registry;
        this.config = config;
        this.joiner = new OutcomeJoiner(config.window());
    }

    /** Takes an entry of the feature log. */
    public void add(FeatureLogEntry entry) {
        joiner.add(entry);
    }

    /** Takes an event. */
    public void add(Event event) {
        joiner.add(event);
    }

    /**
     * Judges all feeds whose window has passed at {@code now}.
     *
     * @throws io.feedrank.feature.config.FeedrankException when the registry can't be read or
     *     written; the feeds of this round are not counted twice
     */
    public void judge(Instant now) {
        follow(registry.aliases());
        for (Outcome outcome : joiner.close(now)) {
            judgeShadow(outcome);
            judgeCanary(outcome);
        }
    }

    private void follow(Aliases aliases) {
        Optional<ModelRef> onShadow = aliases.model(Alias.SHADOW);
        ShadowTrial shadowNow = shadow;
        if (onShadow.isEmpty()) {
            shadow = null;
        } else if (shadowNow == null || !shadowNow.model().equals(onShadow.get())) {
            shadow = new ShadowTrial(onShadow.get(), config);
            log.info("the trial of shadow {} begins", onShadow.get());
        }
        Optional<ModelRef> onCanary = aliases.model(Alias.CANARY);
        CanaryTrial canaryNow = canary;
        if (onCanary.isEmpty()) {
            canary = null;
        } else if (canaryNow == null || !canaryNow.model().equals(onCanary.get())) {
            canary = new CanaryTrial(onCanary.get(), config);
            log.info("the trial of canary {} begins", onCanary.get());
        }
    }

    private void judgeShadow(Outcome outcome) {
        ShadowTrial trial = shadow;
        if (trial == null) {
            return;
        }
        ModelRef model = trial.model();
        Verdict verdict = trial.observe(outcome);
        if (verdict instanceof Verdict.Failed failed) {
            registry.clear(Alias.SHADOW, model, failed.why());
            log.warn("shadow {} goes: {}", model, failed.why().reason());
            shadow = null;
        }
        // One canary at a time: the next waits as shadow, and goes on being watched.
        if (verdict instanceof Verdict.Passed passed
                && canary == null
                && registry.advance(model, Alias.SHADOW, Alias.CANARY, passed.why())) {
            log.info("shadow {} becomes the canary", model);
            shadow = null;
            canary = new CanaryTrial(model, config);
        }
    }

    private void judgeCanary(Outcome outcome) {
        CanaryTrial trial = canary;
        if (trial == null) {
            return;
        }
        ModelRef model = trial.model();
        Verdict verdict = trial.observe(outcome);
        if (verdict instanceof Verdict.Failed failed) {
            registry.clear(Alias.CANARY, model, failed.why());
            log.warn("canary {} goes: {}", model, failed.why().reason());
            canary = null;
        }
        if (verdict instanceof Verdict.Passed passed) {
            registry.advance(model, Alias.CANARY, Alias.PRODUCTION, passed.why());
            log.info("canary {} becomes the production model", model);
            canary = null;
        }
    }
}
