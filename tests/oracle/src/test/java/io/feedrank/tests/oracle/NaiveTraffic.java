package io.feedrank.tests.oracle;

import io.feedrank.feature.impression.PostTraffic;
import java.time.Duration;
import java.util.List;

/** A column of a post's traffic: sums of what is left of each event. */
final class NaiveTraffic {
    private NaiveTraffic() {}

    /**
     * The value.
     *
     * @param column {@code post_traffic_click_lift_3h}
     */
    static double value(String column, List<Touch> touches, long asOf) {
        int at = PostTraffic.COLUMNS.indexOf(column.replaceFirst("^post_traffic_", ""));
        PostTraffic.Measure[] measures = PostTraffic.Measure.values();
        if (at < 0 || at >= measures.length * PostTraffic.HALF_LIVES.size()) {
            throw new IllegalArgumentException("no loop for " + column);
        }
        Duration halfLife = PostTraffic.HALF_LIVES.get(at / measures.length);
        double clicks = 0;
        double showings = 0;
        double chances = 0;
        for (Touch touch : touches) {
            double left = Math.pow(2, -(double) (asOf - touch.second()) / halfLife.toSeconds());
            clicks += touch.clicked() ? left : 0;
            showings += touch.shown() ? left : 0;
            chances += touch.shown() ? left / touch.listSize() : 0;
        }
        return switch (measures[at % measures.length]) {
            case CLICKS -> Math.log(1 + clicks);
            case SHOWINGS -> Math.log(1 + showings);
            case CLICK_RATE -> Math.log((clicks + 0.9) / (showings + 10));
            case CLICK_LIFT -> Math.log((clicks + 1) / (chances + 1));
        };
    }
}
