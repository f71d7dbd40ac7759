package io.feedrank.ranking.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.ranking.pipeline.rerank.DiversityConfig;
import io.feedrank.ranking.pipeline.source.SourceLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineConfigTest {
    @Test
    void defaults_are_those_of_the_settings_file() {
        PipelineConfig config = PipelineConfig.from(Settings.of(Map.of()));
        assertThat(config)
                .isEqualTo(
                        new PipelineConfig(
                                600,
                                200,
                                1_000,
                                50,
                                config.sources(),
                                Duration.ofDays(30),
                                Duration.ofHours(24),
                                DiversityConfig.DEFAULT,
                                new AuditShare(64)));
        assertThat(config.sources().shares())
                .containsExactly(
                        Map.entry("ann", 24),
                        Map.entry("similar", 8),
                        Map.entry("followed", 24),
                        Map.entry("trending", 160),
                        Map.entry("fresh", 80),
                        Map.entry("explore", 8));
        assertThat(config.sources().timeouts())
                .containsOnlyKeys(config.sources().shares().keySet());
        assertThat(config.sources().concurrent()).isEqualTo(32);
    }

    @Test
    void every_setting_is_read_under_its_key() {
        Settings settings =
                Settings.of(
                        Map.of(
                                "ranking.ann-candidates", "1",
                                "ranking.source-candidates", "2",
                                "ranking.max-candidates", "3",
                                "ranking.snapshot-size", "4",
                                "ranking.source-shares", "fresh:7",
                                "ranking.source-timeouts-ms", "fresh:8",
                                "ranking.source-concurrency", "9",
                                "ranking.max-age-ms", "10",
                                "ranking.trending-window-ms", "11",
                                "features.audit-one-in", "1"));
        assertThat(PipelineConfig.from(settings))
                .isEqualTo(
                        new PipelineConfig(
                                1,
                                2,
                                3,
                                4,
                                new SourceLimits(
                                        Map.of("fresh", 7),
                                        Map.of("fresh", Duration.ofMillis(8)),
                                        9),
                                Duration.ofMillis(10),
                                Duration.ofMillis(11),
                                DiversityConfig.DEFAULT,
                                AuditShare.ALL));
    }

    @Test
    void an_impossible_setting_is_refused_by_its_key() {
        assertRefused(
                "ranking.ann-candidates",
                "0",
                "ranking.ann-candidates: got 0, expected 1 to 10000");
        assertRefused(
                "ranking.snapshot-size",
                "201",
                "ranking.snapshot-size: got 201, expected 1 to 200");
        assertRefused(
                "ranking.source-shares",
                "ann:1,new:2",
                "ranking.source-timeouts-ms: got none for new, expected one for each source");
        assertRefused(
                "ranking.source-shares",
                "ann:1,ann:2",
                "ranking.source-shares: got 'ann:2', expected name:number, each name once");
        assertRefused(
                "ranking.source-shares",
                "ann:0",
                "ranking.source-shares of ann: got 0, expected 1 to 1000");
        assertRefused("ranking.max-age-ms", "-1", "ranking.max-age-ms: got -1, expected 0 or more");
        assertRefused(
                "ranking.trending-window-ms",
                "0",
                "ranking.trending-window-ms: got 0, expected more than 0");
    }

    private static void assertRefused(String key, String value, String message) {
        assertThatThrownBy(() -> PipelineConfig.from(Settings.of(Map.of(key, value))))
                .hasMessage(message);
    }
}
