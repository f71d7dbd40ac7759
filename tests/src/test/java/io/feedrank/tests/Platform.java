package io.feedrank.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.Console;
import io.feedrank.cli.FeedrankMain;
import io.feedrank.cli.dataset.SampleDataset;
import io.feedrank.cli.demo.Demo;
import io.feedrank.cli.demo.DemoPlan;
import io.feedrank.cli.demo.DemoReport;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.StackConfig;
import io.feedrank.cli.stack.StackListener;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The whole platform with a small sample loaded and a model trained, and the clients of its users.
 */
final class Platform implements AutoCloseable {
    private static final double SCALE = 0.07;
    private static final long SEED = 7;
    private static final int REQUESTS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStack stack;
    private final DemoReport report;
    private final HttpClient http = HttpClient.newHttpClient();

    private Platform(LocalStack stack, DemoReport report) {
        this.stack = stack;
        this.report = report;
    }

    static Platform start() throws IOException {
        Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "platform");
        LocalStack stack = LocalStack.open(StackConfig.attached(work), StackListener.SILENT);
        try {
            stack.configure(Map.of(AuditShare.KEY, "1"));
            PrintWriter out =
                    new PrintWriter(
                            new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
            DemoPlan plan =
                    new DemoPlan(work, () -> new SampleDataset(SEED, SCALE), SEED, REQUESTS);
            return new Platform(stack, new Demo(stack, plan, new Console(out, out, false)).run());
        } catch (RuntimeException failure) {
            stack.close();
            throw failure;
        }
    }

    DemoReport report() {
        return report;
    }

    /** The stack below it. */
    LocalStack stack() {
        return stack;
    }

    void stop(String name) {
        stack.stop(name);
    }

    void kill(String name) {
        stack.kill(name);
    }

    void restart(String name) {
        stack.start(Set.of(name));
    }

    /** Time on the clock of the dataset. */
    Instant now() {
        return Settings.of(stack.settings()).clock().instant();
    }

    JsonNode feed(String user, int limit) {
        return get("/v1/users/" + user + "/feed?limit=" + limit);
    }

    String servedBy(String user) {
        return feed(user, 10).path("served_by").asText();
    }

    /**
     * What became of a post in a new feed of the user: the API's summary; empty when it gave none.
     */
    String fateOf(String postId, String user) {
        String request = feed(user, 10).path("request_id").asText();
        return get("/v1/feeds/" + request + "/explain?post_id=" + postId).path("summary").asText();
    }

    /** Who reads most on a topic in a language. */
    String keenReader(String topic, String language) {
        return KeenReader.of(new SampleDataset(SEED, SCALE), topic, language);
    }

    /** Which sources proposed a post for a new feed of the user. */
    Set<String> sourcesOf(String postId, String user) {
        String request = feed(user, 10).path("request_id").asText();
        Set<String> sources = new TreeSet<>();
        get("/v1/feeds/" + request + "/explain?post_id=" + postId)
                .findPath("sources")
                .forEach(source -> sources.add(source.asText()));
        return sources;
    }

    boolean hasSource(String user, String source) {
        for (JsonNode stage : feed(user, 10).path("stages")) {
            if (stage.path("name").asText().equals("source." + source)
                    && stage.path("out").asInt() > 0) {
                return true;
            }
        }
        return false;
    }

    JsonNode click(String eventId, String user, String postId) {
        String event =
                "[{\"event_id\":\""
                        + eventId
                        + "\",\"user_id\":\""
                        + user
                        + "\",\"type\":\"click\",\"post_ids\":[\""
                        + postId
                        + "\"],\"event_time\":\""
                        + now()
                        + "\"}]";
        return send(
                HttpRequest.newBuilder(uri("/v1/events"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(event)));
    }

    /** Who set this event aside, as {@code dlq list} says. */
    Set<String> deadLetters(String eventId) {
        Set<String> consumers = new HashSet<>();
        dlq("list", eventId)
                .path("letters")
                .forEach(letter -> consumers.add(letter.path("consumer").asText()));
        return consumers;
    }

    /** Sends them once more; how many there were. */
    int replayDeadLetters(String eventId) {
        return dlq("replay", eventId).path("replayed").size();
    }

    private JsonNode dlq(String what, String eventId) {
        return run("dlq", what, "--kafka", stack.addresses().kafka(), "--event", eventId);
    }

    /** What was served beside what the events say, as {@code parity} tells. */
    JsonNode parity() {
        return run("parity", "--work", stack.work().root().toString());
    }

    private static JsonNode run(String... command) {
        try {
            Path result = Files.createTempFile(command[0], ".json");
            List<String> arguments = new ArrayList<>(List.of(command));
            arguments.addAll(List.of("--json", result.toString()));
            int exit = FeedrankMain.commandLine().execute(arguments.toArray(new String[0]));
            assertThat(exit).as("exit code of %s", arguments).isZero();
            JsonNode json = JSON.readTree(result.toFile());
            Files.delete(result);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clicks of a post, as the online store has them. */
    long clicksOf(String postId) {
        try (RedisOnlineStore store =
                new RedisOnlineStore(
                        URI.create(stack.addresses().redis()), Duration.ofSeconds(5))) {
            VersionedValue value =
                    store.get(List.of(new OnlineKey(FeatureGroup.POST_STATS, postId))).get(0);
            return value == null
                    ? 0
                    : PostStats.CODEC
                            .fromBytes(value.bytes(), VersionedValue.PAYLOAD)
                            .total(Signal.CLICK.ordinal());
        }
    }

    void insertPost(String postId, String authorId) throws SQLException {
        String sql =
                "insert into posts(id, author_id, created_at, title, body, language, topic, status)"
                        + " values (?, ?, ?, 'Breaking', 'News', 'en', 'sport', 'published')";
        try (Connection connection = DriverManager.getConnection(stack.addresses().jdbc());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, postId);
            statement.setString(2, authorId);
            statement.setTimestamp(3, Timestamp.from(now()));
            statement.executeUpdate();
        }
    }

    void deletePost(String postId) throws SQLException {
        try (Connection connection = DriverManager.getConnection(stack.addresses().jdbc());
                PreparedStatement statement =
                        connection.prepareStatement("delete from posts where id = ?")) {
            statement.setString(1, postId);
            statement.executeUpdate();
        }
    }

    private JsonNode get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private URI uri(String path) {
        return URI.create(stack.addresses().api() + path);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(
                            request.timeout(Duration.ofSeconds(20)).build(),
                            HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("the API does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
