package io.feedrank.ranking.pipeline.registry;

import java.time.Instant;

/**
 * One change of an alias, as {@code decisions.json} keeps it.
 *
 * @param at when, by the system's clock
 * @param action {@code promoted}, {@code rolled back} or {@code cleared}
 * @param model that the alias stands for afterwards; that it stood for when it was cleared
 */
public record Decision(Instant at, Alias alias, String action, ModelRef model, Why why) {}
