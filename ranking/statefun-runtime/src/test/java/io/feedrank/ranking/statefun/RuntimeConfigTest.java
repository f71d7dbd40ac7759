package io.feedrank.ranking.statefun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeConfigTest {

    private static final String[] REQUIRED = {
        "--kafka.bootstrap", "k1:9092,k2:9092",
        "--statefun.function-url", "http://127.0.0.1:7080/statefun",
        "--statefun.checkpoint-dir", "/data/checkpoints"
    };

    @TempDir Path directory;

    @Test
    void what_is_not_given_takes_its_default() {
        RuntimeConfig config = read(Map.of(), REQUIRED);

        assertThat(config.kafka())
                .isEqualTo(
                        new KafkaConfig(
                                "k1:9092,k2:9092",
                                "feed-requests",
                                "feedrank-ranking",
                                Duration.ofSeconds(60)));
        assertThat(config.function())
                .isEqualTo(
                        new FunctionConfig(
                                URI.create("http://127.0.0.1:7080/statefun"),
                                Duration.ofSeconds(30),
                                200,
                                1024));
        assertThat(config.cluster())
                .isEqualTo(
                        new ClusterConfig(
                                8082,
                                2,
                                Path.of("/data/checkpoints"),
                                Duration.ofSeconds(10),
                                "hashmap"));
        assertThat(config.flinkOverrides()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        RuntimeConfig config =
                read(
                        Map.of(),
                        "--kafka.bootstrap",
                        "kafka:1",
                        "--statefun.request-topic",
                        "requests",
                        "--statefun.consumer-group",
                        "group",
                        "--statefun.topic-wait-ms",
                        "1",
                        "--statefun.function-url",
                        "https://ranking/statefun",
                        "--statefun.call-timeout-ms",
                        "101",
                        "--statefun.max-batch-requests",
                        "3",
                        "--statefun.max-in-flight",
                        "4",
                        "--statefun.rest-port",
                        "5",
                        "--statefun.parallelism",
                        "6",
                        "--statefun.checkpoint-dir",
                        "/c",
                        "--statefun.checkpoint-interval-ms",
                        "107",
                        "--statefun.state-backend",
                        "rocksdb",
                        "--statefun.flink.metrics.reporters",
                        "prom");

        assertThat(config)
                .isEqualTo(
                        new RuntimeConfig(
                                new KafkaConfig(
                                        "kafka:1", "requests", "group", Duration.ofMillis(1)),
                                new FunctionConfig(
                                        URI.create("https://ranking/statefun"),
                                        Duration.ofMillis(101),
                                        3,
                                        4),
                                new ClusterConfig(
                                        5, 6, Path.of("/c"), Duration.ofMillis(107), "rocksdb"),
                                Map.of("metrics.reporters", "prom")));
    }

    @Test
    void arguments_win_over_the_environment_and_that_over_the_file() throws Exception {
        Path file = directory.resolve("statefun.properties");
        Files.writeString(
                file,
                """
                kafka.bootstrap=file:1
                statefun.function-url=http://file/statefun
                statefun.checkpoint-dir=/file
                redis.uri=redis://another.process
                """);

        RuntimeConfig config =
                read(
                        Map.of(
                                "FEEDRANK_STATEFUN_CHECKPOINT_DIR",
                                "/environment",
                                "FEEDRANK_KAFKA_BOOTSTRAP",
                                "env:1"),
                        "--config",
                        file.toString(),
                        "--kafka.bootstrap",
                        "argument:1");

        assertThat(config.function().url()).isEqualTo(URI.create("http://file/statefun"));
        assertThat(config.cluster().checkpointDir()).isEqualTo(Path.of("/environment"));
        assertThat(config.kafka().bootstrap()).isEqualTo("argument:1");
    }

    @Test
    void a_relative_checkpoint_directory_is_made_absolute() {
        RuntimeConfig config = readWith("statefun.checkpoint-dir", "some/../checkpoints");

        assertThat(config.cluster().checkpointDir())
                .isEqualTo(Path.of("checkpoints").toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.bootstrap | localhost | kafka.bootstrap is localhost, expected HOST:PORT",
                "kafka.bootstrap | '' | kafka.bootstrap is not set",
                "statefun.request-topic | a b | statefun.request-topic is a b, expected letters",
                "statefun.topic-wait-ms | 0 | statefun.topic-wait-ms is 0, expected above 0",
                "statefun.function-url | ftp://h/x | statefun.function-url is ftp://h/x, expected http://",
                "statefun.function-url | ::: | statefun.function-url is :::, expected a URL",
                "statefun.call-timeout-ms | 99 | statefun.call-timeout-ms is 99, expected 100 or more",
                "statefun.call-timeout-ms | soon | statefun.call-timeout-ms is soon, expected a whole number",
                "statefun.max-batch-requests | 0 | statefun.max-batch-requests is 0, expected 1 or more",
                "statefun.max-in-flight | 0 | statefun.max-in-flight is 0, expected 1 or more",
                "statefun.rest-port | 65536 | statefun.rest-port is 65536, expected 1 to 65535",
                "statefun.parallelism | 129 | statefun.parallelism is 129, expected 1 to 128",
                "statefun.checkpoint-interval-ms | 1 | statefun.checkpoint-interval-ms is 1, expected 100 or more",
                "statefun.state-backend | disk | statefun.state-backend is disk, expected one of [hashmap, rocksdb]",
                "statefun.paralelism | 2 | unknown key statefun.paralelism; known are kafka.bootstrap, statefun.call",
            })
    void a_wrong_value_is_refused_with_what_is_expected(String key, String value, String message) {
        assertThatThrownBy(() -> readWith(key, value))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure ->
                                assertThat(failure.category())
                                        .isEqualTo(RuntimeFailure.Category.BAD_INPUT))
                .hasMessageContaining(message);
    }

    @Test
    void wrong_arguments_are_refused() {
        assertThatThrownBy(() -> read(Map.of(), "up"))
                .hasMessage("got up, expected --config FILE or --key value");
        assertThatThrownBy(() -> read(Map.of(), "--config"))
                .hasMessage("got --config, expected --config FILE or --key value");
        assertThatThrownBy(() -> read(Map.of(), "--config", "/no/such/file"))
                .hasMessage("--config /no/such/file is not a readable properties file");
    }

    private static RuntimeConfig readWith(String key, String value) {
        Map<String, String> arguments = new HashMap<>();
        for (int i = 0; i < REQUIRED.length; i += 2) {
            arguments.put(REQUIRED[i], REQUIRED[i + 1]);
        }
        arguments.put("--" + key, value);
        return read(
                Map.of(),
                arguments.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toArray(String[]::new));
    }

    private static RuntimeConfig read(Map<String, String> environment, String... arguments) {
        return RuntimeConfig.from(RuntimeSettings.load(arguments, environment));
    }
}
