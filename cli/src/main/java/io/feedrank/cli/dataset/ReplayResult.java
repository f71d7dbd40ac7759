package io.feedrank.cli.dataset;

import java.time.Duration;

/**
 * What a replay sent.
 *
 * @param events records that count once each: events of their own, and malformed ones
 * @param rows posts in those events: as many rows the offline store has when all are processed
 * @param malformed how many of those are no events
 * @param repeats events sent once more
 * @param ticks records that only move event time on
 */
public record ReplayResult(
        long events, long rows, long malformed, long repeats, long ticks, Duration took) {}
