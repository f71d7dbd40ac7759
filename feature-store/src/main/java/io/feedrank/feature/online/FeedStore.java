package io.feedrank.feature.online;

import io.feedrank.proto.v1.FeedResponse;
import java.util.Optional;

/** Served snapshots by request, and each user's last good feed. Both expire. Thread-safe. */
public interface FeedStore {
    /**
     * Keeps a snapshot under its request, and as the user's last good feed when it was ranked in
     * full.
     */
    void save(FeedResponse snapshot);

    /** The snapshot that was served to a request. */
    Optional<FeedResponse> served(String requestId);

    /** The last feed of a user that was ranked in full. */
    Optional<FeedResponse> lastOf(String userId);
}
