package io.feedrank.cdc.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.cdc.health.CaptureStatus.Phase;
import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthServerTest {
    private final CaptureStatus status = new CaptureStatus();
    private final CaptureMetrics metrics = new CaptureMetrics();
    private final HealthServer server = HealthServer.start("127.0.0.1", 0, status, metrics);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void it_is_live_at_once_and_ready_only_while_it_streams() throws Exception {
        status.enter(Phase.RETRYING, "Postgres does not answer: \"db\"\n");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body())
                .isEqualTo(
                        "{\"ready\":false,\"phase\":\"RETRYING\","
                                + "\"reason\":\"Postgres does not answer: \\\"db\\\"\\n\"}");

        status.enter(Phase.STREAMING, "streaming");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_tell_rows_dead_letters_and_lag() throws Exception {
        metrics.captured("posts", 3);
        metrics.deadLetter("cdc.posts.dlq");
        metrics.lag(Duration.ofMillis(12));

        assertThat(get("/metrics").body())
                .contains("feedrank_cdc_rows_total{table=\"posts\"} 3.0")
                .contains("feedrank_cdc_dead_letters_total{topic=\"cdc.posts.dlq\"} 1.0")
                .contains("feedrank_cdc_lag_ms 12.0");
    }

    @Test
    void a_taken_port_is_named() {
        assertThatThrownBy(() -> HealthServer.start("127.0.0.1", server.port(), status, metrics))
                .isInstanceOf(FeedrankException.class)
                .hasMessage("cannot listen on cdc.port 127.0.0.1:" + server.port());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
