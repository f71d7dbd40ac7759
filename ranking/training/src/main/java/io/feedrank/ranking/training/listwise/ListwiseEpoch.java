package io.feedrank.ranking.training.listwise;

import io.feedrank.ranking.training.RankingMetrics;

/**
 * One pass over the examples, as it ends.
 *
 * @param model name of the recipe
 * @param run 0 for the run that finds out how many passes are best; then a run a member
 * @param epoch from 1
 * @param fraction of the whole training that is over, 0 to 1
 * @param loss mean over the steps
 * @param heldOut on what the first run holds out; none in the runs that learn from it too
 */
public record ListwiseEpoch(
        String model, int run, int epoch, double fraction, double loss, RankingMetrics heldOut) {}
