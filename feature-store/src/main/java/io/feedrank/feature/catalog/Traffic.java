package io.feedrank.feature.catalog;

import io.feedrank.feature.impression.PostTraffic;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.Store;
import io.feedrank.feature.state.TrafficStore;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A column of {@link PostTraffic}: the same code and values as in evaluation. Sums of floats, equal
 * in any order within their tolerance.
 *
 * @param halfLife which of {@link PostTraffic#HALF_LIVES}
 */
record Traffic(PostTraffic.Measure measure, int halfLife) implements Aggregation {
    @Override
    public Store<?> store(Entity entity) {
        return new TrafficStore();
    }

    @Override
    public OptionalDouble read(Object state, ReadContext context) {
        long now = context.asOf().getEpochSecond();
        return OptionalDouble.of(((PostTraffic) state).get(measure, halfLife, now));
    }

    @Override
    public List<Signal> signals() {
        return switch (measure) {
            case CLICKS -> List.of(Signal.CLICK);
            case SHOWINGS -> List.of(Signal.IMPRESSION);
            case CLICK_RATE, CLICK_LIFT -> List.of(Signal.CLICK, Signal.IMPRESSION);
        };
    }

    @Override
    public String span() {
        return "half-life " + Reads.words(PostTraffic.HALF_LIVES.get(halfLife));
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }
}
