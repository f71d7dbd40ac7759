package io.feedrank.ranking.training.canary;

import io.feedrank.proto.v1.ModelAttempt;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.Why;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The trial of one shadow: its calls must not fail or take ever so long, and its order of what was
 * served must not be worse than chance at what was clicked. More can't be asked: people click on
 * what the production model put first. One thread uses it.
 */
final class ShadowTrial {
    /** It is the last to be given a core when there are too few. */
    private static final ModelHealth.Slow SLOW = new ModelHealth.Slow(6, 0.5);

    private final ModelRef model;
    private final JudgeConfig config;
    private final ModelHealth health;
    private final MeanDifference gain = new MeanDifference(0.1);
    private int feeds;

    ShadowTrial(ModelRef model, JudgeConfig config) {
        this.model = model;
        this.config = config;
        this.health = new ModelHealth(config, SLOW);
    }

    ModelRef model() {
        return model;
    }

    Verdict observe(Outcome outcome) {
        for (ModelAttempt attempt : outcome.attempts()) {
            if (attempt.getAlias().equals(Alias.PRODUCTION.id())) {
                health.observeProduction(attempt);
            }
        }
        outcome.shadow()
                .filter(shadow -> shadow.attempt().getModel().equals(model.toString()))
                .ifPresent(this::observe);
        return verdict();
    }

    private void observe(Outcome.Shadow shadow) {
        feeds++;
        health.observeTrial(shadow.attempt());
        shadow.gain()
                .ifPresent(
                        value -> {
                            gain.observeTrial(value);
                            gain.observeControl(0);
                        });
    }

    private Verdict verdict() {
        Optional<Why> fault = health.fault();
        if (fault.isPresent()) {
            return new Verdict.Failed(fault.get());
        }
        if (gain.trials() >= 20 && gain.difference() + gain.halfWidth(config.alpha()) < 0) {
            return new Verdict.Failed(why("it orders what people click worse than chance"));
        }
        if (feeds >= config.shadowFeeds()) {
            return new Verdict.Passed(why("nothing speaks against it"));
        }
        return new Verdict.Undecided();
    }

    private Why why(String reason) {
        Map<String, Double> figures = new TreeMap<>(health.figures());
        figures.put("feeds", (double) feeds);
        figures.put("clicked_feeds", (double) gain.trials());
        figures.put("gain_over_chance", gain.difference());
        return new Why(
                "judge",
                String.format(
                        Locale.ROOT,
                        "%s: %d feeds, %d with clicks, nDCG %+.4f over a random order",
                        reason,
                        feeds,
                        gain.trials(),
                        gain.difference()),
                figures);
    }
}
