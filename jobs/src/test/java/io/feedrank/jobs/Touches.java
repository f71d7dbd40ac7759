package io.feedrank.jobs;

import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events and posts that tests speak of. */
public final class Touches {
    public static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    public static final JobConfig CONFIG = JobConfig.from(Settings.of(Map.of()));

    private Touches() {}

    public static PostTouch touch(
            String eventId, String userId, EventType type, String postId, Instant time) {
        return PostTouch.of(event(eventId, userId, type, postId, time), 0);
    }

    /** A post in view, one of {@code listSize}. */
    public static PostTouch shown(
            String eventId, String userId, String postId, Instant time, int listSize) {
        Event event =
                new Event(
                        eventId,
                        userId,
                        EventType.IMPRESSION,
                        List.of(postId),
                        time,
                        null,
                        null,
                        null,
                        null,
                        null,
                        listSize);
        return new PostTouch(event, 0);
    }

    public static Event event(
            String eventId, String userId, EventType type, String postId, Instant time) {
        Long dwell = type == EventType.DWELL ? 40_000L : null;
        return new Event(
                eventId, userId, type, List.of(postId), time, null, null, dwell, null, null);
    }

    public static PostChange post(String postId, String topic) {
        return post(postId, topic, "author");
    }

    public static PostChange post(String postId, String topic, String author) {
        long created = NOON.minusSeconds(86_400).toEpochMilli();
        return new PostChange(
                postId,
                new LogPosition(1, 1),
                new Post(postId, author, created, "Title", "en", topic, Post.PUBLISHED, 0));
    }

    public static PostChange deletion(String postId) {
        return new PostChange(postId, new LogPosition(2, 2), null);
    }
}
