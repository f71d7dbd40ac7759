package io.feedrank.ranking.statefun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleFileTest {

    @TempDir Path directory;

    private final RuntimeConfig config =
            new RuntimeConfig(
                    new KafkaConfig(
                            "k1:9092,k2:9092", "requests", "a \"group\"", Duration.ofSeconds(1)),
                    new FunctionConfig(
                            URI.create("http://ranking:7080/statefun"),
                            Duration.ofSeconds(3),
                            20,
                            30),
                    new ClusterConfig(8082, 2, Path.of("/c"), Duration.ofSeconds(10), "hashmap"),
                    Map.of());

    @Test
    void the_configured_values_stand_quoted_in_the_module() {
        assertThat(ModuleFile.render(config))
                .contains(
                        "urlPathTemplate: \"http://ranking:7080/statefun\"",
                        "maxNumBatchRequests: 20",
                        "call: 3000ms",
                        "address: \"k1:9092,k2:9092\"",
                        "consumerGroupId: \"a \\\"group\\\"\"",
                        "- topic: \"requests\"")
                .doesNotContain("${");
    }

    @Test
    void the_module_keeps_what_the_function_and_the_api_rely_on() {
        assertThat(ModuleFile.render(config))
                .contains(
                        "kind: io.statefun.endpoints.v2/http",
                        "functions: feedrank/*",
                        "type: io.statefun.transports.v1/async",
                        "id: feedrank/feed-requests",
                        "valueType: feedrank.v1/FeedRequest",
                        "- feedrank/ranker",
                        "id: feedrank/feed-responses",
                        "type: at-least-once",
                        "linger.ms: \"0\"");
    }

    @Test
    void a_module_written_again_takes_the_place_of_the_first() throws Exception {
        Files.writeString(directory.resolve("module.yaml"), "old");

        Path written = ModuleFile.write(config, directory);

        assertThat(written)
                .isEqualTo(directory.resolve("module.yaml"))
                .content()
                .startsWith("kind:");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }
}
