package io.feedrank.ranking.pipeline;

import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeedResponse;
import java.util.Optional;

/**
 * A ranked feed.
 *
 * @param snapshot all ranked items with the verdict trail
 * @param log the features that the first page was scored with; empty when the feed was served
 *     before
 */
public record RankedFeed(FeedResponse snapshot, Optional<FeatureLogEntry> log) {}
