package io.feedrank.ranking.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardConfigTest {
    @Test
    void defaults_are_of_one_set_and_a_name_by_where_it_is_reached() {
        assertThat(ShardConfig.from(Settings.of(Map.of())))
                .isEqualTo(
                        new ShardConfig(
                                "a",
                                "127.0.0.1-8086",
                                new ShardConfig.Listen("127.0.0.1", 8_086, 8_087, "127.0.0.1"),
                                4,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(10)));
    }

    @Test
    void every_key_is_read() {
        ShardConfig config =
                ShardConfig.from(
                        Settings.of(
                                Map.of(
                                        "shard.replica-set", "b",
                                        "shard.name", "b-0",
                                        "shard.host", "0.0.0.0",
                                        "shard.port", "1",
                                        "shard.http-port", "2",
                                        "shard.advertised-host", "shard-b",
                                        "shard.threads", "3",
                                        "shard.heartbeat-ms", "4",
                                        "shard.handover-ms", "5")));
        assertThat(config)
                .isEqualTo(
                        new ShardConfig(
                                "b",
                                "b-0",
                                new ShardConfig.Listen("0.0.0.0", 1, 2, "shard-b"),
                                3,
                                Duration.ofMillis(4),
                                Duration.ofMillis(5)));
        assertThat(config.key()).isEqualTo("b/b-0");
        assertThat(config.folder()).as("another set divides otherwise").isEqualTo("shard-b-b-0");
        assertThat(config.farewell()).isLessThan(config.silence());
    }

    @Test
    void two_without_a_name_are_told_apart_by_port_or_process() {
        assertThat(ShardConfig.from(Settings.of(Map.of("shard.port", "9000"))).name())
                .isEqualTo("127.0.0.1-9000");
        assertThat(ShardConfig.from(Settings.of(Map.of("shard.port", "0"))).name())
                .isEqualTo("127.0.0.1-pid" + ProcessHandle.current().pid());
    }

    @Test
    void a_name_that_is_none_is_refused() {
        assertThatThrownBy(() -> ShardConfig.from(Settings.of(Map.of("shard.name", "a/b"))))
                .isInstanceOf(FeedrankException.class)
                .hasMessage("shard.name: got 'a/b', expected letters, digits, '.', '_' or '-'");
    }
}
