package io.feedrank.jobs.offline;

import io.feedrank.feature.event.Event;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.TrainingExample;
import io.feedrank.jobs.record.TrainingExample.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A user's examples whose label window is open, in order of impression. */
final class OpenExamples {
    private OpenExamples() {}

    /**
     * Gives an action to the impression that it came of: the one with the same request, else the
     * last one of the post before the action; true when there was one.
     */
    static boolean label(List<TrainingExample> examples, PostTouch action, Duration window) {
        int best = -1;
        for (int i = examples.size() - 1; i >= 0; i--) {
            PostTouch impression = examples.get(i).impression();
            if (!impression.postId().equals(action.postId())
                    || !within(impression.event(), action.event(), window)) {
                continue;
            }
            if (best < 0) {
                best = i;
            }
            String request = action.event().requestId();
            if (request == null || Objects.equals(request, impression.event().requestId())) {
                best = i;
                break;
            }
        }
        if (best < 0) {
            return false;
        }
        Labels before = examples.get(best).labels();
        Labels after = with(before, action.event());
        examples.set(best, examples.get(best).with(after));
        return !after.equals(before);
    }

    private static boolean within(Event impression, Event action, Duration window) {
        return !action.eventTime().isBefore(impression.eventTime())
                && action.eventTime().isBefore(impression.eventTime().plus(window));
    }

    private static Labels with(Labels labels, Event action) {
        long dwell = action.dwellMs() == null ? 0 : action.dwellMs();
        long longest = Math.max(labels.dwellMs(), dwell);
        return switch (action.type()) {
            case IMPRESSION, TICK, ERASE -> labels;
            case CLICK -> new Labels(true, labels.like(), labels.hide(), longest);
            case LIKE, SHARE, COMMENT -> new Labels(labels.click(), true, labels.hide(), longest);
            case HIDE, REPORT -> new Labels(labels.click(), labels.like(), true, longest);
            case DWELL -> new Labels(labels.click(), labels.like(), labels.hide(), longest);
        };
    }

    /** Takes out the examples of impressions up to {@code latest}. */
    static List<TrainingExample> closeUntil(List<TrainingExample> examples, Instant latest) {
        List<TrainingExample> closed = new ArrayList<>();
        examples.removeIf(
                example -> {
                    boolean over = !example.impression().event().eventTime().isAfter(latest);
                    if (over) {
                        closed.add(example);
                    }
                    return over;
                });
        return closed;
    }
}
