package io.feedrank.feature.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void the_command_line_wins_over_the_environment_over_the_file_over_the_defaults(
            @TempDir Path dir) throws IOException {
        Path file =
                Files.writeString(
                        dir.resolve("a.properties"), "cdc.port=1\nredis.uri=file\napi.port=7\n");
        Settings settings =
                Settings.from(
                        new String[] {"--config", file.toString(), "--cdc.port", "3"},
                        Map.of("FEEDRANK_CDC_PORT", "2", "FEEDRANK_REDIS_URI", "environment"));

        assertThat(settings.getInt("cdc.port")).isEqualTo(3);
        assertThat(settings.get("redis.uri")).isEqualTo("environment");
        assertThat(settings.getInt("api.port")).isEqualTo(7);
        assertThat(settings.get("kafka.bootstrap")).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void an_error_names_the_key_and_what_was_got() {
        Settings settings = Settings.of(Map.of("api.port", "eighty"));
        assertThatThrownBy(() -> settings.getInt("api.port"))
                .hasMessage("setting 'api.port': got 'eighty', expected a whole number");
        assertThatThrownBy(() -> settings.get("no.such"))
                .hasMessageContaining("'no.such' is missing; known settings");
        assertThatThrownBy(() -> Settings.fromArgs("api.port", "1"))
                .hasMessageContaining("expected --key value");
        assertThatThrownBy(() -> Settings.fromArgs("--config", "/no/such/file"))
                .hasMessageContaining("/no/such/file");
    }

    @Test
    void the_clock_is_moved_by_its_offset() {
        Settings settings =
                Settings.of(
                        Map.of("clock.offset-ms", Long.toString(Duration.ofDays(-100).toMillis())));
        assertThat(settings.clock().instant())
                .isBetween(
                        Instant.now().minus(Duration.ofDays(100)).minusSeconds(60),
                        Instant.now().minus(Duration.ofDays(100)).plusSeconds(60));
    }
}
