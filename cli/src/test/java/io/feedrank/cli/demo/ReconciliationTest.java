package io.feedrank.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.state.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Map<Signal, Long> TEN_CLICKS = Map.of(Signal.CLICK, 10L);

    @Test
    void events_that_are_all_somewhere_add_up() {
        Reconciliation found = found(95, 3, 2, 0, TEN_CLICKS);

        assertThat(found.failures()).isEmpty();
        assertThat(found.duplicatesDropped()).isEqualTo(7);
    }

    @Test
    void a_lost_event_is_reported_with_both_sides() {
        assertThat(found(94, 3, 2, 0, TEN_CLICKS).failures())
                .containsExactly(
                        "distinct events sent 100 != processed 94 + dead letters 3 + late 2 = 99");
    }

    @Test
    void an_event_counted_twice_is_no_dropped_duplicate() {
        Reconciliation found = found(95, 3, 2, 1, TEN_CLICKS);

        assertThat(found.failures()).containsExactly("events counted twice in Parquet 1 != 0");
        assertThat(found.duplicatesDropped()).isEqualTo(6);
    }

    @Test
    void online_that_differs_from_offline_is_reported_by_signal() {
        Map<Signal, Long> more = Map.of(Signal.CLICK, 10L, Signal.LIKE, 1L);

        assertThat(found(95, 3, 2, 0, more).failures())
                .containsExactly("like counters in Redis 1 != rows in Parquet 0");
    }

    private static Reconciliation found(
            long processed, long deadLetters, long late, long twice, Map<Signal, Long> inRedis) {
        return new Reconciliation(
                new Reconciliation.Sent(100, 107),
                new Reconciliation.Stored(
                        processed, deadLetters, late, twice, TEN_CLICKS, inRedis));
    }
}
