package io.feedrank.tests.oracle;

import io.feedrank.feature.catalog.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The session that goes on: back to the first pause that is too long, or 96 active seconds. */
final class NaiveSession {
    private static final int MOST = 96;

    private NaiveSession() {}

    static double value(Sessions aggregation, List<Touch> touches, long asOf) {
        if (aggregation instanceof Sessions.SessionCount count) {
            return (double)
                    of(touches, asOf, count.gap()).stream()
                            .filter(touch -> touch.signal() == count.signal())
                            .count();
        }
        if (aggregation instanceof Sessions.SessionMinutes minutes) {
            List<Touch> session = of(touches, asOf, minutes.gap());
            long begun = session.stream().mapToLong(Touch::second).min().orElse(asOf);
            return (asOf - begun) / 60.0;
        }
        throw new IllegalArgumentException("no loop for " + aggregation);
    }

    private static List<Touch> of(List<Touch> touches, long asOf, Duration gap) {
        TreeMap<Long, List<Touch>> bySecond = new TreeMap<>();
        touches.forEach(
                touch ->
                        bySecond.computeIfAbsent(touch.second(), none -> new ArrayList<>())
                                .add(touch));
        List<Touch> session = new ArrayList<>();
        long next = asOf;
        int active = 0;
        for (Long second : bySecond.descendingKeySet()) {
            if (next - second > gap.toSeconds() || ++active > MOST) {
                break;
            }
            session.addAll(bySecond.get(second));
            next = second;
        }
        return session;
    }
}
