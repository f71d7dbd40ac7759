package io.feedrank.cli.dataset;

import io.feedrank.feature.event.Event;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A published click log: users and posts are what is seen in it, and nobody follows or blocks. */
abstract class ClickLogDataset implements Dataset {
    /** What could not be read. */
    final Problems problems = new Problems();

    /** Users and posts so far. */
    final FirstSeen seen = new FirstSeen();

    /** Events in time order, with the file that they are read from. */
    record Replay(Closeable file, Iterator<Event> events) {}

    /** Opens the log from its start. */
    abstract Replay open() throws IOException;

    @Override
    public final Instant start() {
        return seen.start();
    }

    @Override
    public final Instant end() {
        return seen.end();
    }

    @Override
    public final Stream<UserRow> users() {
        return seen.users();
    }

    @Override
    public final Stream<FollowRow> follows() {
        return Stream.of();
    }

    @Override
    public final Stream<BlockRow> blocks() {
        return Stream.of();
    }

    @Override
    public final Stream<FeedRecord> records() {
        Replay replay;
        try {
            replay = open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the click log: " + e.getMessage(), e);
        }
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                replay.events(), Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .<FeedRecord>map(FeedRecord.Fresh::new)
                .onClose(
                        () -> {
                            try {
                                replay.file().close();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    @Override
    public final List<String> problems() {
        return problems.list();
    }

    @Override
    public final Optional<ClickTruth> truth() {
        return Optional.empty();
    }

    /** A post of which nothing but its id is known. */
    final PostRow nameless(String id, Instant createdAt) {
        return new PostRow(
                id,
                FirstSeen.NEWSROOM,
                createdAt,
                "Article " + id,
                "",
                "",
                "",
                PostRow.PUBLISHED,
                null);
    }
}
