package io.feedrank.ranking.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.near.NearCacheConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiConfigTest {
    @Test
    void the_defaults_are_a_configuration() {
        ApiConfig config = ApiConfig.from(Settings.of(Map.of()));

        assertThat(config)
                .isEqualTo(
                        new ApiConfig(
                                new HttpConfig("127.0.0.1", 8080, 256, 8, Duration.ofSeconds(5)),
                                new RankerConfig(
                                        "local",
                                        Duration.ofMillis(800),
                                        Duration.ofMinutes(10),
                                        new BreakerConfig(20, 50, Duration.ofSeconds(1))),
                                new EventsConfig(
                                        1_000,
                                        4 << 20,
                                        Duration.ofMinutes(5),
                                        Duration.ofSeconds(5)),
                                new TicksConfig(true, Duration.ofSeconds(1)),
                                new StoresConfig(
                                        "127.0.0.1:9092",
                                        URI.create("redis://127.0.0.1:6379"),
                                        Duration.ofMillis(500),
                                        NearCacheConfig.from(Settings.of(Map.of())),
                                        "feedrank-change-me")));
    }

    @Test
    void every_key_is_read() {
        ApiConfig config =
                ApiConfig.from(
                        Settings.of(
                                Map.ofEntries(
                                        Map.entry("kafka.bootstrap", "k:1"),
                                        Map.entry("redis.uri", "redis://r:2/3"),
                                        Map.entry("erasure.key", "sixteen characters"),
                                        Map.entry("api.host", "0.0.0.0"),
                                        Map.entry("api.port", "1"),
                                        Map.entry("api.replica", "b"),
                                        Map.entry("api.timeout-ms", "11"),
                                        Map.entry("api.max-in-flight", "12"),
                                        Map.entry("api.worker-threads", "13"),
                                        Map.entry("api.breaker-calls", "14"),
                                        Map.entry("api.breaker-failure-percent", "15"),
                                        Map.entry("api.breaker-open-ms", "16"),
                                        Map.entry("api.reply-retention-ms", "17000"),
                                        Map.entry("api.redis-timeout-ms", "18"),
                                        Map.entry("api.max-events", "19"),
                                        Map.entry("api.max-body-bytes", "2000"),
                                        Map.entry("api.event-lead-ms", "21"),
                                        Map.entry("api.events-timeout-ms", "220"),
                                        Map.entry("api.ticks-enabled", "false"),
                                        Map.entry("api.tick-ms", "230"),
                                        Map.entry("api.drain-ms", "24"))));

        assertThat(config)
                .isEqualTo(
                        new ApiConfig(
                                new HttpConfig("0.0.0.0", 1, 12, 13, Duration.ofMillis(24)),
                                new RankerConfig(
                                        "b",
                                        Duration.ofMillis(11),
                                        Duration.ofSeconds(17),
                                        new BreakerConfig(14, 15, Duration.ofMillis(16))),
                                new EventsConfig(
                                        19, 2_000, Duration.ofMillis(21), Duration.ofMillis(220)),
                                new TicksConfig(false, Duration.ofMillis(230)),
                                new StoresConfig(
                                        "k:1",
                                        URI.create("redis://r:2/3"),
                                        Duration.ofMillis(18),
                                        NearCacheConfig.from(Settings.of(Map.of())),
                                        "sixteen characters")));
        assertThat(config.ranker().replyTopic()).isEqualTo("feed-responses.b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    api.port            | 70000  | setting 'api.port': got 70000, expected 0 to 65535
                    api.timeout-ms      | 5      | setting 'api.timeout-ms': got 5, expected 10 to 60000
                    api.replica         | a b    | setting 'api.replica': got 'a b', expected 1 to 200 of
                    api.ticks-enabled   | maybe  | setting 'api.ticks-enabled': got 'maybe', expected true or false
                    api.max-in-flight   | 0      | setting 'api.max-in-flight': got 0, expected 1 to 100000
                    api.breaker-calls   | 1      | setting 'api.breaker-calls': got 1, expected 2 to 10000
                    redis.uri           | redis  | setting 'redis.uri': got the scheme 'null', expected redis[s]://
                    kafka.bootstrap     | ' '    | setting 'kafka.bootstrap': got nothing
                    """)
    void a_bad_value_is_named_with_its_key(String key, String value, String message) {
        assertThatThrownBy(() -> ApiConfig.from(Settings.of(Map.of(key, value))))
                .isInstanceOf(FeedrankException.class)
                .hasMessageStartingWith(message);
    }
}
