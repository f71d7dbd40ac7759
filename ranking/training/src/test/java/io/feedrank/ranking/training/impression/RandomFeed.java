package io.feedrank.ranking.training.impression;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A small feed of random events in time order, always the same; and what oracles ask of it. */
final class RandomFeed {
    static final Instant START = Instant.parse("2024-03-01T12:00:00Z");
    private static final int EVENTS = 1_500;

    private final List<FeedEvent> events;

    private RandomFeed(List<FeedEvent> events) {
        this.events = List.copyOf(events);
    }

    static RandomFeed create() {
        Random random = new Random(11);
        List<FeedEvent> events = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < EVENTS; i++) {
            now = now.plusSeconds(1 + random.nextInt(90));
            if (random.nextInt(4) == 0) {
                events.add(
                        new FeedEvent.Read(
                                "u" + random.nextInt(8),
                                now,
                                "p" + random.nextInt(15),
                                random.nextBoolean() ? (double) random.nextInt(200) : null,
                                random.nextBoolean() ? (double) random.nextInt(101) : null));
            } else {
                ImpressionView view = view(now, random);
                events.add(new FeedEvent.Impressed(view));
                String click = view.postIds().get(random.nextInt(view.postIds().size()));
                events.add(new FeedEvent.Clicked(view, now.plusSeconds(60), List.of(click)));
            }
        }
        events.sort(Comparator.comparing(FeedEvent::time));
        return new RandomFeed(events);
    }

    private static ImpressionView view(Instant time, Random random) {
        List<String> posts = new ArrayList<>();
        for (int post = 0; post < 15; post++) {
            posts.add("p" + post);
        }
        Collections.shuffle(posts, random);
        String user = "u" + random.nextInt(8);
        @Nullable String page = random.nextInt(3) == 0 ? "p" + random.nextInt(15) : null;
        return new ImpressionView(
                user,
                time,
                user + "-" + time.getEpochSecond() / 7200,
                new ViewContext("d" + random.nextInt(2), random.nextBoolean(), true, page),
                posts.subList(0, 3 + random.nextInt(6)));
    }

    List<FeedEvent> events() {
        return events;
    }

    List<ImpressionView> impressions() {
        return events.stream()
                .filter(FeedEvent.Impressed.class::isInstance)
                .map(event -> ((FeedEvent.Impressed) event).view())
                .toList();
    }

    /** Events of seconds before a moment. */
    List<FeedEvent> before(Instant time) {
        return events.stream()
                .filter(event -> event.time().getEpochSecond() < time.getEpochSecond())
                .toList();
    }

    /** Impressions that counted before a moment. */
    List<ImpressionView> shownBefore(Instant time) {
        return before(time).stream()
                .filter(FeedEvent.Impressed.class::isInstance)
                .map(event -> ((FeedEvent.Impressed) event).view())
                .toList();
    }

    /** Clicks that counted before a moment. */
    List<FeedEvent.Clicked> clickedBefore(Instant time) {
        return before(time).stream()
                .filter(FeedEvent.Clicked.class::isInstance)
                .map(FeedEvent.Clicked.class::cast)
                .toList();
    }

    /** Reads that counted before a moment. */
    List<FeedEvent.Read> readBefore(Instant time) {
        return before(time).stream()
                .filter(FeedEvent.Read.class::isInstance)
                .map(FeedEvent.Read.class::cast)
                .toList();
    }
}
