package io.feedrank.jobs.backfill;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.FeatureServers;
import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.FollowRow;
import io.feedrank.proto.v1.Operation;
import io.feedrank.proto.v1.PostRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Five hours of events up to now, with repeats, then some that come far too late. */
record Sample(FeatureServers servers, Instant end) {
    static final int EVENTS = 600;
    static final int LATE = 5;

    /** An impression shows two posts, and every third event is a dwell. */
    static final int IMPRESSIONS = 2 * (EVENTS - EVENTS / 3);

    static final int ROWS = IMPRESSIONS + EVENTS / 3;

    private static final Duration LENGTH = Duration.ofHours(5);

    /** More than events may be out of order. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final int POSTS = 12;
    private static final int USERS = 20;

    Instant start() {
        return end.minus(LENGTH);
    }

    Instant middle() {
        return end.minus(LENGTH.dividedBy(2));
    }

    void sendRows() throws Exception {
        for (int post = 0; post < POSTS; post++) {
            PostRow row =
                    PostRow.newBuilder()
                            .setId("p-" + post)
                            .setAuthorId("a-" + post % 3)
                            .setCreatedAtMs(start().toEpochMilli())
                            .setTitle("Title")
                            .setLanguage("en")
                            .setTopic("t-" + post % 4)
                            .setStatus("published")
                            .build();
            send(Topics.CDC_POSTS, row.getId(), change(post + 1).setPost(row).build());
        }
        follow("u-1", "a-1", 1);
    }

    void follow(String user, String author, long lsn) throws Exception {
        FollowRow row =
                FollowRow.newBuilder()
                        .setFollowerId(user)
                        .setFolloweeId(author)
                        .setCreatedAtMs(start().toEpochMilli())
                        .build();
        send(Topics.CDC_FOLLOWS, user + author, change(lsn).setFollow(row).build());
    }

    void sendEvents() throws Exception {
        Random random = new Random(7);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Instant time = start().plus(LENGTH.multipliedBy(i).dividedBy(EVENTS));
            String user = "u-" + random.nextInt(USERS);
            int post = random.nextInt(POSTS);
            Event event =
                    i % 3 == 0
                            ? new Event(
                                    "e-" + i,
                                    user,
                                    EventType.DWELL,
                                    List.of("p-" + post),
                                    time,
                                    null,
                                    null,
                                    5_000L,
                                    null,
                                    null)
                            : Event.of(
                                    "e-" + i,
                                    user,
                                    EventType.IMPRESSION,
                                    List.of("p-" + post, "p-" + (post + 1) % POSTS),
                                    time);
            events.add(event);
            if (i % 7 == 0) {
                events.add(event);
            }
        }
        servers.send(events);
        servers.tick(end.minus(Duration.ofMinutes(1)));
    }

    void sendLate() throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < LATE; i++) {
            events.add(
                    Event.of(
                            "late-" + i,
                            "u-" + i,
                            EventType.CLICK,
                            List.of("p-0"),
                            start().plusSeconds(60 + i)));
        }
        servers.send(events);
        servers.tick(historyEnd().plus(SLACK));
    }

    /**
     * Where event time is only after all of the above, the late ones included: each partition has
     * its tick behind them.
     */
    Instant historyEnd() {
        return end.minus(SLACK.multipliedBy(2));
    }

    void sendNew(int number) throws Exception {
        servers.send(
                List.of(
                        Event.of(
                                "new-" + number,
                                "u-1",
                                EventType.IMPRESSION,
                                List.of("p-3"),
                                end)));
    }

    /** Rows of table {@code events}. */
    long storedRows() throws Exception {
        List<Path> files = OfflineFiles.visible(servers.offline(), OfflineSchema.EVENTS);
        if (files.isEmpty()) {
            return 0;
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*) FROM read_parquet("
                                        + OfflineFiles.sqlList(files)
                                        + ")")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Change.Builder change(long lsn) {
        return Change.newBuilder()
                .setOperation(Operation.OPERATION_UPSERT)
                .setCommitLsn(lsn)
                .setLsn(lsn);
    }

    private void send(String topic, String key, Change change) throws Exception {
        servers.kafka().send(topic, key.getBytes(StandardCharsets.UTF_8), change.toByteArray());
    }
}
