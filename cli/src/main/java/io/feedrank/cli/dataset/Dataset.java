package io.feedrank.cli.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows for Postgres and records for {@code feed-events}. Each call streams anew, the same each
 * time; not thread-safe.
 */
public interface Dataset {
    /** As on the command line. */
    String name();

    /** Nothing happens before. */
    Instant start();

    /** Time of the last event, or a little later: where the clock of the stack starts. */
    Instant end();

    Stream<UserRow> users();

    Stream<PostRow> posts();

    Stream<FollowRow> follows();

    Stream<BlockRow> blocks();

    /**
     * Everything for {@code feed-events}, in the order of {@link FeedRecord#sentAt}; close it after
     * use.
     */
    Stream<FeedRecord> records();

    /**
     * What could not be read, one line each with file and line number; complete once {@link
     * #records} was read to its end.
     */
    List<String> problems();

    /** Only of a generated dataset. */
    Optional<ClickTruth> truth();
}
