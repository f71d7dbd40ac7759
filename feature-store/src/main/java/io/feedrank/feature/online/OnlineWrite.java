package io.feedrank.feature.online;

/** One value to be written. */
public record OnlineWrite(OnlineKey key, VersionedValue value) {}
