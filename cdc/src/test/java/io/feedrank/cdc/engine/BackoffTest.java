package io.feedrank.cdc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(7));

    @Test
    void delays_double_up_to_the_longest_and_each_is_at_least_half_its_bound() {
        for (long bound : new long[] {100, 200, 400, 800, 1_000, 1_000}) {
            assertThat(backoff.next())
                    .isBetween(Duration.ofMillis(bound / 2), Duration.ofMillis(bound));
        }
    }

    @Test
    void it_never_overflows() {
        for (int failure = 0; failure < 200; failure++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(50), Duration.ofSeconds(1));
        }
    }

    @Test
    void after_success_it_starts_small() {
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
