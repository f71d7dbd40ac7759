package io.feedrank.cli.dataset;

import java.time.Instant;

/** A row of {@code blocks}: a user who wants nothing of an author. */
public record BlockRow(String userId, String authorId, Instant createdAt) {}
