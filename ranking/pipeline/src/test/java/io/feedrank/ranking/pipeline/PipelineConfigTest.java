package io.feedrank.ranking.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.pipeline.rerank.DiversityConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineConfigTest {
    @Test
    void defaults_are_those_of_the_settings_file() {
        assertThat(PipelineConfig.from(Settings.of(Map.of())))
                .isEqualTo(new PipelineConfig(600, 200, 1_000, 50, DiversityConfig.DEFAULT));
    }

    @Test
    void every_setting_is_read_under_its_key() {
        Settings settings =
                Settings.of(
                        Map.of(
                                "ranking.ann-candidates", "1",
                                "ranking.source-candidates", "2",
                                "ranking.max-candidates", "3",
                                "ranking.snapshot-size", "4"));
        assertThat(PipelineConfig.from(settings))
                .isEqualTo(new PipelineConfig(1, 2, 3, 4, DiversityConfig.DEFAULT));
    }

    @Test
    void an_impossible_size_is_refused_by_its_key() {
        assertThatThrownBy(() -> new PipelineConfig(0, 2, 3, 4, DiversityConfig.DEFAULT))
                .hasMessage("ranking.ann-candidates: got 0, expected 1 to 10000");
        assertThatThrownBy(() -> new PipelineConfig(1, 2, 3, 201, DiversityConfig.DEFAULT))
                .hasMessage("ranking.snapshot-size: got 201, expected 1 to 200");
    }
}
