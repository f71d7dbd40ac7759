package io.feedrank.cli.dataset;

import java.time.Instant;

/** A row of {@code users}; an empty string says that the dataset does not know. */
public record UserRow(String id, Instant createdAt, String language, String country) {}
