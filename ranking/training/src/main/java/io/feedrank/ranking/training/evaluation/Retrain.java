package io.feedrank.ranking.training.evaluation;

/** When models are trained again while the test goes on. */
public enum Retrain {
    NEVER,
    /** At each midnight (UTC), on everything whose outcome is known by then. */
    DAILY
}
