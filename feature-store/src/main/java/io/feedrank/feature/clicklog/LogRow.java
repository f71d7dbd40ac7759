package io.feedrank.feature.clicklog;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One impression of a click log, as both public formats give it: the posts in view and which of
 * them were clicked.
 *
 * @param postIds in the order they were shown
 * @param clicked positions in {@code postIds}, ascending
 */
public record LogRow(
        String impressionId,
        String userId,
        Instant time,
        List<String> postIds,
        List<Integer> clicked,
        @Nullable String device,
        @Nullable String sessionId) {

    /**
     * The logs do not tell when a click came, only in which impression. It counts a minute after
     * it: the rule that EB-NeRD's baselines were measured under, and no feature can see the outcome
     * of an impression early.
     */
    public static final Duration CLICK_DELAY = Duration.ofSeconds(60);

    public LogRow {
        postIds = List.copyOf(postIds);
        clicked = List.copyOf(clicked);
    }

    /**
     * Reads the posts of {@code N123-1 N456-0 …}: each with 1 if it was clicked, else 0.
     *
     * @throws IllegalArgumentException when that is not what it says, or makes no valid event
     */
    public static LogRow parse(
            String impressionId,
            String userId,
            Instant time,
            String inView,
            @Nullable String device,
            @Nullable String sessionId) {
        List<String> postIds = new ArrayList<>();
        List<Integer> clicked = new ArrayList<>();
        for (String item : inView.strip().split(" ", -1)) {
            int dash = item.lastIndexOf('-');
            String outcome = item.substring(dash + 1);
            if (dash < 1 || !(outcome.equals("0") || outcome.equals("1"))) {
                throw new IllegalArgumentException(
                        "posts in view: got '" + item + "', expected <post>-0 or <post>-1");
            }
            if (outcome.equals("1")) {
                clicked.add(postIds.size());
            }
            postIds.add(item.substring(0, dash));
        }
        LogRow row = new LogRow(impressionId, userId, time, postIds, clicked, device, sessionId);
        try {
            row.impression();
        } catch (FeedrankException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return row;
    }

    /** What was shown. */
    public Event impression() {
        return new Event(
                "imp-" + impressionId,
                userId,
                EventType.IMPRESSION,
                postIds,
                time,
                null,
                null,
                null,
                device,
                sessionId);
    }

    /** What was clicked, {@link #CLICK_DELAY} later. */
    public List<Event> clicks() {
        List<Event> events = new ArrayList<>(clicked.size());
        for (int position : clicked) {
            events.add(
                    new Event(
                            "imp-" + impressionId + "-click-" + (events.size() + 1),
                            userId,
                            EventType.CLICK,
                            List.of(postIds.get(position)),
                            time.plus(CLICK_DELAY),
                            null,
                            position,
                            null,
                            device,
                            sessionId));
        }
        return events;
    }
}
