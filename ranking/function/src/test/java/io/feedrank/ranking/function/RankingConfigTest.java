package io.feedrank.ranking.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RankingConfigTest {
    @Test
    void defaults_listen_on_this_machine_alone() {
        RankingConfig config = RankingConfig.from(Settings.of(Map.of()));
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8081);
        assertThat(config.threads()).isEqualTo(4);
        assertThat(config.redisTimeout()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.index()).isEqualTo(RankingConfig.IndexPlace.LOCAL);
        assertThat(config.modelsDir()).isEqualTo(Path.of(".feedrank/models"));
    }

    @Test
    void every_setting_is_read_under_its_key() {
        Settings settings =
                Settings.of(
                        Map.of(
                                "ranking.host", "0.0.0.0",
                                "ranking.port", "9",
                                "ranking.threads", "3",
                                "ranking.redis-timeout-ms", "70",
                                "models.dir", "/m",
                                "ranking.index", "shards"));
        assertThat(RankingConfig.from(settings))
                .isEqualTo(
                        new RankingConfig(
                                "0.0.0.0",
                                9,
                                3,
                                Duration.ofMillis(70),
                                Path.of("/m"),
                                RankingConfig.IndexPlace.SHARDS));
    }

    @Test
    void an_impossible_setting_is_refused_by_its_key() {
        assertThatThrownBy(() -> RankingConfig.from(Settings.of(Map.of("ranking.index", "far"))))
                .hasMessage("ranking.index: got 'far', expected local or shards");
        assertThatThrownBy(() -> RankingConfig.from(Settings.of(Map.of("ranking.threads", "0"))))
                .hasMessage("ranking.threads: got 0, expected 1 to 256");
        assertThatThrownBy(() -> RankingConfig.from(Settings.of(Map.of("ranking.port", "70000"))))
                .hasMessageContaining("ranking.port: got 70000");
        assertThatThrownBy(
                        () ->
                                RankingConfig.from(
                                        Settings.of(Map.of("ranking.redis-timeout-ms", "0"))))
                .hasMessageContaining("ranking.redis-timeout-ms: got 0");
    }
}
