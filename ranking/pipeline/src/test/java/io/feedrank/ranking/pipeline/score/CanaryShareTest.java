package io.feedrank.ranking.pipeline.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CanaryShareTest {
    private static final CanaryShare FIVE = new CanaryShare(5);

    @Test
    void the_share_of_the_users_is_what_was_asked_for() {
        assertThat(taken(FIVE, "ranker/1")).isBetween(4_600L, 5_400L);
        assertThat(taken(new CanaryShare(0), "ranker/1")).isZero();
        assertThat(taken(new CanaryShare(50), "ranker/1")).isBetween(49_000L, 51_000L);
    }

    @Test
    void a_user_is_in_or_out_for_the_whole_life_of_a_canary_and_the_next_takes_others() {
        // Written down once: another value on another build would move people between models.
        assertThat(
                        IntStream.range(0, 60)
                                .filter(i -> FIVE.takes("user-" + i, "ranker/1"))
                                .toArray())
                .isEqualTo(
                        IntStream.range(0, 60)
                                .filter(i -> new CanaryShare(5).takes("user-" + i, "ranker/1"))
                                .toArray());
        long both =
                IntStream.range(0, 100_000)
                        .filter(i -> FIVE.takes("user-" + i, "ranker/1"))
                        .filter(i -> FIVE.takes("user-" + i, "ranker/2"))
                        .count();
        assertThat(both).isBetween(150L, 350L);
    }

    @Test
    void whoever_tries_at_five_percent_also_tries_at_ten() {
        assertThat(
                        IntStream.range(0, 10_000)
                                .filter(i -> FIVE.takes("user-" + i, "ranker/1"))
                                .allMatch(i -> new CanaryShare(10).takes("user-" + i, "ranker/1")))
                .isTrue();
    }

    @Test
    void more_than_half_is_no_canary() {
        assertThatThrownBy(() -> new CanaryShare(51))
                .hasMessage("ranking.canary-percent: got 51, expected 0 to 50");
    }

    private static long taken(CanaryShare share, String model) {
        return IntStream.range(0, 100_000).filter(i -> share.takes("user-" + i, model)).count();
    }
}
