package io.feedrank.jobs;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.impression.PostTraffic;
import io.feedrank.jobs.record.PostTouch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What the columns of a post's traffic are, by a loop over the raw events. */
public final class NaiveTraffic {
    private final List<PostTouch> touches;
    private final long now;

    /**
     * @param touches of the post, all that count
     * @param now seconds of the epoch
     */
    public NaiveTraffic(List<PostTouch> touches, long now) {
        this.touches = touches;
        this.now = now;
    }

    public double get(PostTraffic.Measure measure, Duration halfLife) {
        double clicks = 0;
        double showings = 0;
        double chances = 0;
        for (PostTouch touch : touches) {
            Event event = touch.event();
            double left = Math.pow(2, -(double) (now - touch.second()) / halfLife.toSeconds());
            if (event.type() == EventType.CLICK) {
                clicks += left;
            } else if (event.type() == EventType.IMPRESSION) {
                showings += left;
                chances += left / Objects.requireNonNull(event.listSize());
            }
        }
        return switch (measure) {
            case CLICKS -> Math.log(1 + clicks);
            case SHOWINGS -> Math.log(1 + showings);
            case CLICK_RATE -> Math.log((clicks + 0.9) / (showings + 10));
            case CLICK_LIFT -> Math.log((clicks + 1) / (chances + 1));
        };
    }
}
