package io.feedrank.cdc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.cdc.config.CdcConfig.Tuning;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CdcConfigTest {
    @Test
    void defaults_are_those_of_the_settings() {
        assertThat(CdcConfig.from(Settings.of(Map.of())))
                .isEqualTo(
                        new CdcConfig(
                                "127.0.0.1:9092",
                                "jdbc:postgresql://127.0.0.1:5432/feedrank?user=postgres",
                                "127.0.0.1",
                                8083,
                                new Tuning(
                                        Duration.ofMillis(10),
                                        8_192,
                                        Duration.ofSeconds(1),
                                        Duration.ofDays(7))));
    }

    @Test
    void every_setting_is_read() {
        CdcConfig config =
                CdcConfig.from(
                        Settings.of(
                                Map.of(
                                        "kafka.bootstrap", "kafka:1",
                                        "postgres.jdbc", "jdbc:postgresql://db/feeds?user=u",
                                        "cdc.host", "0.0.0.0",
                                        "cdc.port", "7",
                                        "cdc.poll-interval-ms", "20",
                                        "cdc.batch-size", "100",
                                        "cdc.offset-flush-ms", "30",
                                        "cdc.retention-ms", "40")));

        assertThat(config)
                .isEqualTo(
                        new CdcConfig(
                                "kafka:1",
                                "jdbc:postgresql://db/feeds?user=u",
                                "0.0.0.0",
                                7,
                                new Tuning(
                                        Duration.ofMillis(20),
                                        100,
                                        Duration.ofMillis(30),
                                        Duration.ofMillis(40))));
    }

    @Test
    void the_url_is_taken_apart_and_the_password_is_not_told() {
        CdcConfig config =
                with(
                        "jdbc:postgresql://db/feeds?user=u&password=s%26cret&sslmode=require&loggerLevel=OFF");

        assertThat(config.database())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "hostname",
                                "db",
                                "port",
                                "5432",
                                "dbname",
                                "feeds",
                                "user",
                                "u",
                                "password",
                                "s&cret",
                                "sslmode",
                                "require"));
        assertThat(config.toString()).contains("hostname=db").doesNotContain("cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db/feeds?user=u",
                "jdbc:postgresql://db/?user=u",
                "jdbc:postgresql:feeds",
                "jdbc:postgresql://db/feeds",
                "jdbc:postgresql://db/feeds?user=u password"
            })
    void another_url_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> with(url))
                .isInstanceOf(FeedrankException.class)
                .hasMessageStartingWith("postgres.jdbc: expected")
                .hasNoCause();
    }

    @Test
    void impossible_numbers_are_refused_by_their_key() {
        assertThatThrownBy(() -> CdcConfig.from(Settings.of(Map.of("cdc.port", "65536"))))
                .hasMessage("cdc.port: got 65536, expected 0 to 65535");
        assertThatThrownBy(() -> CdcConfig.from(Settings.of(Map.of("cdc.batch-size", "0"))))
                .hasMessage("cdc.batch-size: got 0, expected more than 0");
    }

    private static CdcConfig with(String url) {
        return CdcConfig.from(Settings.of(Map.of("postgres.jdbc", url)));
    }
}
