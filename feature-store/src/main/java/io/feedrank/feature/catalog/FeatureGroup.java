package io.feedrank.feature.catalog;

import java.time.Duration;

/**
 * What is stored together in one packed value of the online store. A changed definition gets a new
 * version; both are served until the old one is retired.
 */
public enum FeatureGroup {
    POST_STATS("post_stats", 1, Duration.ofDays(30)),
    POST_META("post_meta", 1, Duration.ZERO),
    USER_ACTIVITY("user_activity", 1, Duration.ofDays(30)),
    USER_TOPICS("user_topics", 1, Duration.ofDays(30)),
    USER_POSTS("user_posts", 1, Duration.ofDays(30)),
    USER_VECTOR("user_vector", 1, Duration.ofDays(30)),
    USER_FOLLOWS("user_follows", 1, Duration.ZERO),
    USER_BLOCKS("user_blocks", 1, Duration.ZERO),
    AUTHOR_POSTS("author_posts", 1, Duration.ZERO),
    TRENDING("trending", 1, Duration.ofDays(7)),
    FRESH_POSTS("fresh_posts", 1, Duration.ofDays(7)),
    /** Known only from the log, not from the online store: read from {@code post-embeddings}. */
    POST_VECTOR("post_vector", 1, Duration.ofDays(30)),
    /** The user's row: language and country. */
    USER_META("user_meta", 1, Duration.ZERO);

    private final String id;
    private final int version;
    private final Duration timeToLive;

    FeatureGroup(String id, int version, Duration timeToLive) {
        this.id = id;
        this.version = version;
        this.timeToLive = timeToLive;
    }

    public String id() {
        return id;
    }

    public int version() {
        return version;
    }

    /**
     * A value that is not written for so long is dropped; zero: never, since a row of the database
     * stands behind it.
     */
    public Duration timeToLive() {
        return timeToLive;
    }

    /** Name and version, as a model bundle names it: {@code post_stats:v1}. */
    public String qualifiedName() {
        return id + ":v" + version;
    }
}
