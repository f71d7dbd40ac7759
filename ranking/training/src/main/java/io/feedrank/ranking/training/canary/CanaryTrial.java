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
 * The trial of one canary: its users' feeds against all others', by the reward of a feed, by
 * failures and by time. A feed counts for the model that was asked first, whoever ranked it in the
 * end: whether a user is in the share is chance, whether the canary fails is not. One thread uses
 * it.
 */
final class CanaryTrial {
    private static final ModelHealth.Slow SLOW = new ModelHealth.Slow(3, 0.1);

    private final ModelRef model;
    private final JudgeConfig config;
    private final ModelHealth health;
    private final MeanDifference reward;

    CanaryTrial(ModelRef model, JudgeConfig config) {
        this.model = model;
        this.config = config;
        this.health = new ModelHealth(config, SLOW);
        // Rewards lie between 0 and 1; differences of this size are found soonest.
        this.reward = new MeanDifference(0.05);
    }

    ModelRef model() {
        return model;
    }

    Verdict observe(Outcome outcome) {
        if (outcome.attempts().isEmpty()) {
            return new Verdict.Undecided();
        }
        ModelAttempt first = outcome.attempts().get(0);
        boolean tries =
                first.getAlias().equals(Alias.CANARY.id())
                        && first.getModel().equals(model.toString());
        if (tries) {
            health.observeTrial(first);
            reward.observeTrial(outcome.reward());
        } else if (first.getAlias().equals(Alias.PRODUCTION.id())) {
            health.observeProduction(first);
            reward.observeControl(outcome.reward());
        }
        return verdict();
    }

    private Verdict verdict() {
        Optional<Why> fault = health.fault();
        if (fault.isPresent()) {
            return new Verdict.Failed(fault.get());
        }
        int feeds = reward.trials();
        if (feeds < config.canaryFeeds().fewest()
                || reward.controls() < config.canaryFeeds().fewest()) {
            return new Verdict.Undecided();
        }
        double halfWidth = reward.halfWidth(config.alpha());
        double margin = config.margin() * reward.controlMean();
        if (reward.difference() + halfWidth < 0) {
            return new Verdict.Failed(why("people click less in its feeds", halfWidth));
        }
        if (reward.difference() - halfWidth > -margin) {
            return new Verdict.Passed(
                    why("its feeds are no worse than the production model's", halfWidth));
        }
        if (feeds >= config.canaryFeeds().most()) {
            return new Verdict.Failed(
                    why(feeds + " feeds did not show that it is no worse", halfWidth));
        }
        return new Verdict.Undecided();
    }

    private Why why(String reason, double halfWidth) {
        Map<String, Double> figures = new TreeMap<>(health.figures());
        figures.put("reward", reward.trialMean());
        figures.put("production_reward", reward.controlMean());
        figures.put("difference", reward.difference());
        figures.put("half_width", halfWidth);
        figures.put("feeds", (double) reward.trials());
        figures.put("production_feeds", (double) reward.controls());
        return new Why(
                "judge",
                String.format(
                        Locale.ROOT,
                        "%s: reward %.4f against %.4f, difference %+.4f +- %.4f",
                        reason,
                        reward.trialMean(),
                        reward.controlMean(),
                        reward.difference(),
                        halfWidth),
                figures);
    }
}
