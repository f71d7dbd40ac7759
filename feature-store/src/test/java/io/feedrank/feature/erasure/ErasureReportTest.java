package io.feedrank.feature.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureReportTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

    @Test
    void a_store_that_something_remains_in_makes_the_report_incomplete() {
        StoreOutcome erased = StoreOutcome.erased("redis", 3, "");
        StoreOutcome expires = StoreOutcome.expires("topic feed-events", NOON, "");
        StoreOutcome mean = StoreOutcome.aggregate("post counters", "sums over readers");
        StoreOutcome row = StoreOutcome.remains("postgres users", 1, "delete it");

        assertThat(new ErasureReport("r", NOON, List.of(erased, expires, mean)).complete())
                .isTrue();
        ErasureReport incomplete = new ErasureReport("r", NOON, List.of(erased, row));
        assertThat(incomplete.complete()).isFalse();
        assertThat(incomplete.erased()).isEqualTo(3);
        assertThat(List.of(erased, expires, mean, row))
                .extracting(StoreOutcome::statusText)
                .containsExactly(
                        "erased",
                        "expires at 2024-03-01T12:00:00Z",
                        "anonymous aggregate",
                        "remains");
    }

    @Test
    void a_hash_depends_on_the_key_and_holds_nothing_of_the_id() {
        String hash = new UserHasher("a key of a deployment").hash("u-1");

        assertThat(hash).matches("[0-9a-f]{32}").doesNotContain("u-1");
        assertThat(new UserHasher("a key of a deployment").hash("u-1")).isEqualTo(hash);
        assertThat(new UserHasher("the key of another one").hash("u-1")).isNotEqualTo(hash);
        assertThatThrownBy(() -> new UserHasher("short"))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("erasure.key")
                .hasMessageContaining("got 5 characters, expected 16 or more");
    }

    @Test
    void a_record_is_there_for_the_retention_and_the_open_segment() {
        TopicRetention retention = TopicRetention.standard();

        assertThat(retention.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(retention.longest()).isEqualTo(Duration.ofDays(8).plusMinutes(10));
        assertThat(retention.topicConfig())
                .containsEntry("retention.ms", "604800000")
                .containsEntry("segment.ms", "86400000");
        assertThatThrownBy(() -> new TopicRetention(Duration.ofDays(1), Duration.ZERO))
                .hasMessageContaining("segment.ms: got 0, expected more than 0");
    }
}
