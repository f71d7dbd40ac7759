package io.feedrank.tests.oracle;

import io.feedrank.feature.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The order in which events come: shuffled, some of them a second time much later. */
final class RoughArrivals {
    /** One in so many comes twice. */
    static final int REPEATED = 7;

    private static final Duration LONGEST_REPEAT = Duration.ofHours(6);

    /** An event, when it comes. */
    record Arrival(Instant at, Event event) {}

    private RoughArrivals() {}

    /**
     * All of {@code events}.
     *
     * @param outOfOrder no event comes so much later than a younger one
     */
    static List<Arrival> of(List<Event> events, Duration outOfOrder, long seed) {
        Random random = new Random(seed);
        long latest = outOfOrder.toMillis() - 1_000;
        Instant last =
                events.stream()
                        .map(Event::eventTime)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                        .plusMillis(latest);
        List<Arrival> arrivals = new ArrayList<>();
        for (Event event : events) {
            Instant first = event.eventTime().plusMillis((long) (random.nextDouble() * latest));
            arrivals.add(new Arrival(first, event));
            if (random.nextInt(REPEATED) == 0) {
                long later = (long) (random.nextDouble() * LONGEST_REPEAT.toMillis());
                Instant again = first.plusMillis(later);
                arrivals.add(new Arrival(again.isAfter(last) ? last : again, event));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }
}
