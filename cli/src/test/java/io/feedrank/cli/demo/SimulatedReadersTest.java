package io.feedrank.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.feedrank.cli.ApiClient;
import io.feedrank.cli.Console;
import io.feedrank.cli.dataset.ClickTruth;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedReadersTest {
    private static final Instant NOW = Instant.parse("2024-03-04T00:00:05Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Clicks what is liked, on first sight only. */
    private static final ClickTruth LIKED =
            (user, post, sight) ->
                    post.startsWith("liked") && sight.shownBefore() == 0 && sight.at().equals(NOW)
                            ? 1
                            : 0;

    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final StringWriter said = new StringWriter();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start_an_api_that_always_gives_the_same_feed() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/users",
                exchange -> {
                    byte[] feed =
                            """
                            {"request_id": "r-1", "detail": "down",
                             "items": [{"post_id": "dull"}, {"post_id": "liked"}]}
                            """
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, feed.length);
                    exchange.getResponseBody().write(feed);
                    exchange.close();
                });
        server.createContext(
                "/v1/events",
                exchange -> {
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                            .lines()
                            .forEach(sent::add);
                    byte[] answer = "{\"accepted\": 1, \"rejected\": []}".getBytes(UTF_8);
                    exchange.sendResponseHeaders(202, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_reader_reports_what_came_into_view_and_clicks_what_the_truth_says() {
        try (SimulatedReaders readers = readers()) {
            readers.read("u-1");
            await().atMost(PATIENCE).until(() -> sent.size() == 3);
        }
        List<Event> events =
                sent.stream()
                        .map(line -> EventCodec.decode(line.getBytes(UTF_8), "application/json"))
                        .toList();
        assertThat(events)
                .extracting(Event::type)
                .containsExactly(EventType.IMPRESSION, EventType.CLICK, EventType.DWELL);
        assertThat(events.get(0).postIds()).containsExactly("dull", "liked");
        assertThat(events.get(1).postIds()).containsExactly("liked");
        assertThat(events.get(1).position()).isEqualTo(1);
        assertThat(events.get(2).dwellMs()).isPositive();
        assertThat(events)
                .allSatisfy(
                        event -> {
                            assertThat(event.userId()).isEqualTo("u-1");
                            assertThat(event.requestId()).isEqualTo("r-1");
                            assertThat(event.eventTime()).isEqualTo(NOW);
                        });
    }

    @Test
    void what_was_seen_before_is_known_to_the_truth() {
        try (SimulatedReaders readers = readers()) {
            readers.read("u-1");
            readers.read("u-1");
            await().atMost(PATIENCE).until(() -> sent.size() == 4);
        }
        assertThat(sent).filteredOn(line -> type(line).equals("click")).hasSize(1);
    }

    @Test
    void an_api_that_fails_is_asked_again_and_complained_about_once() {
        status = 503;
        try (SimulatedReaders readers = readers().start(6_000)) {
            await().atMost(PATIENCE).until(() -> said.toString().contains("get no feed"));
            status = 200;
            await().atMost(PATIENCE).until(() -> readers.feeds() > 2);
        }
        assertThat(said.toString().split("get no feed", -1)).hasSize(2);
    }

    private SimulatedReaders readers() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new SimulatedReaders(
                new ApiClient(address),
                LIKED,
                List.of("u-1", "u-2"),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Console(new PrintWriter(said, true), new PrintWriter(said, true), false));
    }

    private static String type(String line) {
        try {
            JsonNode event = new ObjectMapper().readTree(line);
            return event.path("type").asText();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
