package io.feedrank.ranking.api.feed;

import io.feedrank.proto.v1.FeedResponse;

/**
 * A ranked snapshot with what is known of its posts.
 *
 * @param stored whether the snapshot can be paged through
 */
record Answer(FeedResponse snapshot, PostCards cards, boolean stored) {}
