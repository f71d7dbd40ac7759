package io.feedrank.feature.config;

import java.util.List;

/** Kafka topics of the platform. Source: the contract in the design. */
public final class Topics {
    public static final String CDC_USERS = "cdc.users";
    public static final String CDC_POSTS = "cdc.posts";
    public static final String CDC_FOLLOWS = "cdc.follows";
    public static final String CDC_BLOCKS = "cdc.blocks";
    public static final String FEED_EVENTS = "feed-events";
    public static final String FEED_EVENTS_LATE = "feed-events.late";
    public static final String FEED_REQUESTS = "feed-requests";
    public static final String FEATURE_LOG = "feature-log";

    /** Updates that the online operators took in, of the share of entities that is audited. */
    public static final String FEATURE_UPDATES = "feature-updates";

    public static final String POST_EMBEDDINGS = "post-embeddings";

    /** The text tower in use, by vector space. */
    public static final String TEXT_TOWERS = "text-towers";

    /** Who holds which part of the index of post vectors. */
    public static final String INDEX_SHARDS = "index-shards";

    /** Keyed hashes of users that were erased: nothing of them is taken any more. */
    public static final String SUPPRESSED_USERS = "suppressed-users";

    /** Who has let go of an erased user. */
    public static final String ERASURE_RECEIPTS = "erasure-receipts";

    /** At least this many partitions a topic. */
    public static final int PARTITIONS = 4;

    private Topics() {}

    /** The dead-letter topic of a consumer of {@code topic}. */
    public static String deadLettersOf(String topic) {
        return topic + ".dlq";
    }

    /** The reply topic of one API replica. */
    public static String responsesOf(String replica) {
        return "feed-responses." + replica;
    }

    /** Captured tables, as topics. */
    public static List<String> changes() {
        return List.of(CDC_USERS, CDC_POSTS, CDC_FOLLOWS, CDC_BLOCKS);
    }

    /**
     * All topics with delete retention that exist before anything starts; compacted ones are apart.
     */
    public static List<String> appended() {
        return List.of(
                CDC_USERS,
                CDC_POSTS,
                CDC_FOLLOWS,
                CDC_BLOCKS,
                deadLettersOf(CDC_USERS),
                deadLettersOf(CDC_POSTS),
                deadLettersOf(CDC_FOLLOWS),
                deadLettersOf(CDC_BLOCKS),
                FEED_EVENTS,
                FEED_EVENTS_LATE,
                deadLettersOf(FEED_EVENTS),
                FEED_REQUESTS,
                deadLettersOf(FEED_REQUESTS),
                deadLettersOf(POST_EMBEDDINGS),
                deadLettersOf(TEXT_TOWERS),
                FEATURE_LOG,
                FEATURE_UPDATES,
                ERASURE_RECEIPTS);
    }

    /** Compacted topics. */
    public static List<String> compacted() {
        return List.of(POST_EMBEDDINGS, TEXT_TOWERS, INDEX_SHARDS, SUPPRESSED_USERS);
    }
}
