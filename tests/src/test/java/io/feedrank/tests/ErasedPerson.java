package io.feedrank.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.FeedrankMain;
import io.feedrank.cli.stack.Addresses;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody who joins the platform, and has to be forgotten. */
final class ErasedPerson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int GONE = 410;
    private static final int SIGKILL = 9;

    private final Platform platform;
    private final Addresses addresses;
    private final String id;

    ErasedPerson(Platform platform, String id) {
        this.platform = platform;
        this.addresses = platform.stack().addresses();
        this.id = id;
    }

    String id() {
        return id;
    }

    /** A row, and somebody who follows them and whom they follow. */
    void signUp(String friend) throws SQLException {
        try (Connection connection = DriverManager.getConnection(addresses.jdbc());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users(id, language) VALUES ('" + id + "', 'en')");
            statement.execute(
                    "INSERT INTO follows(follower_id, followee_id) VALUES ('"
                            + id
                            + "', '"
                            + friend
                            + "'), ('"
                            + friend
                            + "', '"
                            + id
                            + "')");
        }
    }

    /** Whether the online store has their row. */
    boolean isCaptured() {
        try (RedisOnlineStore store = store()) {
            return store.get(List.of(new OnlineKey(FeatureGroup.USER_META, id))).get(0) != null;
        }
    }

    /** Writes what the online store holds, of this person too, to the offline store. */
    void takeSnapshot() {
        String work = platform.stack().work().root().toString();
        assertThat(FeedrankMain.commandLine().execute("snapshot", "--work", work)).isZero();
    }

    /** What {@code erase} reports. */
    JsonNode erase(String... options) {
        return run(Set.of(0, 1), "erase", options);
    }

    /** Begins an erasure in a process of its own, which dies once nobody serves the person. */
    void eraseUntilKilled() throws Exception {
        Process erase =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FeedrankMain.class.getName(),
                                "erase",
                                "--user",
                                id,
                                "--work",
                                platform.stack().work().root().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        Path.of("target", "erase-killed.log").toFile()))
                        .start();
        try {
            // A process of its own has to start, beside all of the platform.
            await("suppressed")
                    .atMost(PATIENCE)
                    .until(() -> platform.feed(id, 5).path("status").asInt() == GONE);
        } finally {
            erase.destroyForcibly();
        }
        assertThat(erase.waitFor()).as("killed by the signal, not done").isEqualTo(128 + SIGKILL);
    }

    /** Where {@code erase verify} finds the id. */
    Set<String> storesThatHoldIt(String... options) {
        JsonNode found = run(Set.of(0, 1), "verify", options);
        Set<String> stores = new TreeSet<>();
        found.path("stores")
                .properties()
                .forEach(
                        store -> {
                            if (store.getValue().path("hits").asLong() > 0) {
                                stores.add(store.getKey());
                                System.out.println(store);
                            }
                        });
        assertThat(found.path("clean").asBoolean()).isEqualTo(stores.isEmpty());
        return stores;
    }

    /** Past the API, as an application's own producer would send it. */
    void sendLateEvent(String eventId, String postId) throws Exception {
        Event event = Event.of(eventId, id, EventType.CLICK, List.of(postId), platform.now());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.FEED_EVENTS,
                                    id.getBytes(StandardCharsets.UTF_8),
                                    EventCodec.encode(event)))
                    .get();
        }
    }

    /** A value that an erasure would have missed. */
    void plantFeature() {
        try (RedisOnlineStore store = store()) {
            store.put(
                    List.of(
                            new OnlineWrite(
                                    new OnlineKey(FeatureGroup.USER_META, id),
                                    VersionedValue.of(1, 1, new byte[] {1}))));
        }
    }

    private RedisOnlineStore store() {
        return new RedisOnlineStore(URI.create(addresses.redis()), TIMEOUT);
    }

    private JsonNode run(Set<Integer> exits, String what, String... options) {
        try {
            Path result = Files.createTempFile(what, ".json");
            List<String> arguments = new ArrayList<>(List.of("erase"));
            if (!what.equals("erase")) {
                arguments.add(what);
            }
            arguments.addAll(List.of("--user", id, "--json", result.toString()));
            arguments.addAll(List.of("--work", platform.stack().work().root().toString()));
            arguments.addAll(List.of(options));
            int exit = FeedrankMain.commandLine().execute(arguments.toArray(new String[0]));
            assertThat(exit).as("exit code of %s", arguments).isIn(exits);
            JsonNode json = JSON.readTree(result.toFile());
            Files.delete(result);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
