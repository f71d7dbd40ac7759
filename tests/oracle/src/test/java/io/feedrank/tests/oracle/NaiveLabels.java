package io.feedrank.tests.oracle;

import io.feedrank.feature.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of an impression: the actions on its post within the window of which it is the
 * impression, by their request, else the last one before them.
 */
record NaiveLabels(int click, int like, int hide, long dwellMs) {
    private static final Duration WINDOW = Duration.ofMinutes(30);

    static NaiveLabels of(Touch shown, List<Touch> ofUser) {
        List<Touch> ofPost =
                ofUser.stream().filter(touch -> touch.postId().equals(shown.postId())).toList();
        NaiveLabels labels = new NaiveLabels(0, 0, 0, 0);
        for (Touch action : ofPost) {
            if (!action.shown() && shown.equals(impressionOf(action, ofPost))) {
                labels = labels.with(action);
            }
        }
        return labels;
    }

    private static @Nullable Touch impressionOf(Touch action, List<Touch> ofPost) {
        String request = action.event().requestId();
        Touch last = null;
        Touch same = null;
        for (Touch touch : ofPost) {
            if (touch.shown() && within(touch.event(), action.event())) {
                last = touch;
                same = Objects.equals(request, touch.event().requestId()) ? touch : same;
            }
        }
        return request == null || same == null ? last : same;
    }

    private static boolean within(Event shown, Event action) {
        Instant acted = action.eventTime();
        return !acted.isBefore(shown.eventTime()) && acted.isBefore(shown.eventTime().plus(WINDOW));
    }

    private NaiveLabels with(Touch action) {
        long longest = Math.max(dwellMs, action.dwellMs());
        return switch (action.signal()) {
            case CLICK -> new NaiveLabels(1, like, hide, longest);
            case LIKE -> new NaiveLabels(click, 1, hide, longest);
            case HIDE -> new NaiveLabels(click, like, 1, longest);
            case DWELL, IMPRESSION -> new NaiveLabels(click, like, hide, longest);
        };
    }
}
