package io.feedrank.cli.dataset;

import java.time.Instant;

/** A row of {@code follows}: a user and an author. */
public record FollowRow(String followerId, String followeeId, Instant createdAt) {}
