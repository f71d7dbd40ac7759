package io.feedrank.ranking.training.evaluation.baseline;

import java.time.Duration;
import java.util.BitSet;

/** What is counted of a post. */
final class PostCounts {
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration QUARTER = Duration.ofHours(6);
    static final Duration DAY = Duration.ofHours(24);

    final long firstSeen;
    final DecayedCount clicksHour = new DecayedCount(HOUR);
    final DecayedCount clicksQuarter = new DecayedCount(QUARTER);
    final DecayedCount clicksDay = new DecayedCount(DAY);
    final DecayedCount viewsQuarter = new DecayedCount(QUARTER);
    final DecayedCount viewsDay = new DecayedCount(DAY);

    /** Who read it, by number of the user. */
    final BitSet readers = new BitSet();

    double clicks;

    PostCounts(long firstSeen) {
        this.firstSeen = firstSeen;
    }

    void view(long second) {
        viewsQuarter.add(1, second);
        viewsDay.add(1, second);
    }

    void click(long second) {
        clicks++;
        clicksHour.add(1, second);
        clicksQuarter.add(1, second);
        clicksDay.add(1, second);
    }

    /** Clicks a view with a half-life of six hours, as if it had one of twenty to begin with. */
    double rateQuarter(long second) {
        return (clicksQuarter.at(second) + 1) / (viewsQuarter.at(second) + 20);
    }

    /** The same with a half-life of a day. */
    double rateDay(long second) {
        return (clicksDay.at(second) + 1) / (viewsDay.at(second) + 20);
    }

    /** Cosine of the sets of readers. */
    double similarity(PostCounts other) {
        if (readers.isEmpty() || other.readers.isEmpty()) {
            return 0;
        }
        BitSet both = (BitSet) readers.clone();
        both.and(other.readers);
        return both.cardinality()
                / Math.sqrt((double) readers.cardinality() * other.readers.cardinality());
    }
}
