package io.feedrank.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.Operation;
import io.feedrank.testing.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process against a real Postgres and a real Kafka. The tests build on each other: one
 * database, one slot, one story.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CdcIT {
    private static final Duration START = Duration.ofSeconds(90);

    @TempDir private static Path directory;

    private static Path settings;
    private static Path log;
    private static KafkaBroker kafka;
    private static Database database;
    private static CdcJvm cdc;

    @BeforeAll
    static void startServers() throws Exception {
        log = Path.of("target", "cdc-it.log");
        Files.deleteIfExists(log);
        kafka = KafkaBroker.start(directory.resolve("kafka"));
        database = new Database(directory.resolve("postgres"));
        settings = directory.resolve("cdc.properties");
        Files.writeString(
                settings,
                "kafka.bootstrap="
                        + kafka.bootstrap()
                        + "\npostgres.jdbc="
                        + database.jdbcUrl()
                        + "\n");
        database.insertPosts(0, 2_000);
        database.execute(
                "INSERT INTO users VALUES ('u1', '2026-05-01 12:00:00Z', 'en', 'DK', '{\"plan\": \"free\"}');"
                        + "INSERT INTO follows VALUES ('u1', 'author', '2026-05-02 12:00:00Z');"
                        + "INSERT INTO posts VALUES ('bad', NULL, now(), 't', 'b', 'en', 'news', 'published', NULL)");
        cdc = CdcJvm.start(settings, log);
    }

    @AfterAll
    static void stopServers() throws Exception {
        cdc.close();
        database.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void rows_that_were_there_before_arrive_and_the_bad_one_is_a_dead_letter() {
        await().atMost(START).until(cdc::ready);

        try (Captured posts = new Captured(kafka.bootstrap(), Topics.CDC_POSTS);
                Captured others =
                        new Captured(kafka.bootstrap(), Topics.CDC_USERS, Topics.CDC_FOLLOWS);
                Captured dead =
                        new Captured(kafka.bootstrap(), Topics.deadLettersOf(Topics.CDC_POSTS))) {
            assertThat(keys(posts.until(records -> records.size() == 2_000)))
                    .isEqualTo(ids(0, 2_000));
            assertThat(keys(others.until(records -> records.size() == 2)))
                    .containsExactlyInAnyOrder("u1", "u1\u001fauthor");
            ConsumerRecord<String, byte[]> letter =
                    dead.until(records -> records.size() == 1).get(0);
            assertThat(letter.key()).isEqualTo("{\"id\":\"bad\"}");
            assertThat(header(letter, "feedrank-reason"))
                    .isEqualTo("author_id: got null, expected a text");
            assertThat(header(letter, "feedrank-source")).startsWith("public.posts@");
            assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                    .contains("\"author_id\":null");
        }
        assertThat(cdc.get("/metrics").body())
                .contains("feedrank_cdc_rows_total{table=\"posts\"} 2000.0")
                .contains("feedrank_cdc_dead_letters_total{topic=\"cdc.posts.dlq\"} 1.0");
    }

    @Test
    @Order(2)
    void inserts_updates_and_deletes_arrive_in_their_order() throws Exception {
        database.execute(
                "INSERT INTO posts VALUES ('once', 'author', '2026-05-01 12:00:00Z', 'first', 'body', 'en', 'news',"
                        + " 'published', 'infinity')");
        database.execute("UPDATE posts SET title = 'second' WHERE id = 'once'");
        database.execute("DELETE FROM posts WHERE id = 'once'");
        database.execute("INSERT INTO blocks VALUES ('u1', 'troll', '2026-05-03 12:00:00Z')");
        database.execute("DELETE FROM blocks");

        try (Captured posts = new Captured(kafka.bootstrap(), Topics.CDC_POSTS);
                Captured blocks = new Captured(kafka.bootstrap(), Topics.CDC_BLOCKS)) {
            List<Change> changes =
                    of("once", posts.until(records -> of("once", records).size() == 3));
            assertThat(changes)
                    .extracting(change -> change.getPost().getTitle())
                    .containsExactly("first", "second", "");
            assertThat(changes.get(0).getPost().getExpiresAtMs()).isZero();
            assertThat(changes.get(2).getOperation()).isEqualTo(Operation.OPERATION_DELETE);
            assertThat(changes.get(2).getPost().getAuthorId()).isEmpty();
            assertThat(blocks.until(records -> records.size() == 2))
                    .extracting(ConsumerRecord::key)
                    .containsOnly("u1\u001ftroll");
        }
    }

    @Test
    @Order(3)
    void a_large_value_that_an_update_left_alone_is_still_in_the_change() throws Exception {
        String large = Database.largeText();
        database.execute(
                "INSERT INTO posts VALUES ('large', 'author', now(), 'first', '"
                        + large
                        + "', 'en', 'news', 'published', NULL)");
        database.execute("UPDATE posts SET title = 'second' WHERE id = 'large'");
        database.execute("ALTER TABLE users REPLICA IDENTITY FULL");
        database.execute(
                "INSERT INTO users VALUES ('large', now(), 'en', 'DK', '\"" + large + "\"')");
        database.execute("UPDATE users SET country = 'SE' WHERE id = 'large'");
        database.execute("DELETE FROM users WHERE id = 'large'");

        try (Captured posts = new Captured(kafka.bootstrap(), Topics.CDC_POSTS);
                Captured users = new Captured(kafka.bootstrap(), Topics.CDC_USERS)) {
            List<Change> post =
                    of("large", posts.until(records -> of("large", records).size() == 2));
            assertThat(post.get(1).getPost().getTitle()).isEqualTo("second");
            assertThat(post.get(1).getPost().getBody()).isEqualTo(large);
            List<Change> user =
                    of("large", users.until(records -> of("large", records).size() == 3));
            assertThat(user.get(1).getUser().getCountry()).isEqualTo("SE");
            assertThat(user.get(1).getUser().getAttributesJson()).isEqualTo("\"" + large + "\"");
            assertThat(user.get(2).getUser().getAttributesJson()).isEmpty();
        }
    }

    @Test
    @Order(4)
    void a_standby_takes_over_from_a_process_killed_under_load_and_nothing_is_lost()
            throws Exception {
        try (CdcJvm standby = CdcJvm.start(settings, log)) {
            await().atMost(START)
                    .until(() -> standby.get("/health/ready").body().contains("STANDBY"));
            assertThat(standby.get("/health/ready").status()).isEqualTo(503);
            assertThat(standby.get("/health/live").status()).isEqualTo(200);
            for (int batch = 0; batch < 40; batch++) {
                int from = 10_000 + batch * 500;
                database.insertPosts(from, from + 500);
                database.execute(
                        "UPDATE posts SET title = title || '!' WHERE id IN ('p1', 'p2', 'p3')");
                if (batch == 20) {
                    cdc.kill();
                }
            }
            await().atMost(START).until(standby::ready);
            assertEveryPostArrived(10_000, 30_000);
            assertThat(standby.terminate()).isIn(0, 143);
        }
    }

    @Test
    @Order(5)
    void kafka_and_postgres_connections_may_be_lost() throws Exception {
        cdc = CdcJvm.start(settings, log);
        await().atMost(START).until(cdc::ready);

        kafka.stop();
        database.insertPosts(40_000, 41_000);
        await().atMost(START).until(() -> !cdc.ready());
        assertThat(cdc.get("/health/live").status()).isEqualTo(200);
        kafka.restart();
        database.insertPosts(41_000, 42_000);
        assertEveryPostArrived(40_000, 42_000);

        database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        + " AND application_name <> ''");
        await().atMost(START).until(() -> !cdc.ready());
        database.insertPosts(42_000, 43_000);
        assertEveryPostArrived(42_000, 43_000);
        await().atMost(START).until(cdc::ready);
        assertThat(cdc.terminate()).isIn(0, 143);
    }

    private static void assertEveryPostArrived(int from, int to) {
        Set<String> expected = ids(from, to);
        try (Captured posts = new Captured(kafka.bootstrap(), Topics.CDC_POSTS)) {
            List<ConsumerRecord<String, byte[]>> records =
                    posts.until(seen -> keys(seen).containsAll(expected));
            assertOrderPerKey(records);
        }
    }

    /**
     * A restart may repeat the end of what was sent, in order; leaving repeats out, positions only
     * go up.
     */
    private static void assertOrderPerKey(List<ConsumerRecord<String, byte[]>> records) {
        Map<String, Change> newest = new HashMap<>();
        Set<Change> seen = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Change change = Captured.change(record);
            if (seen.add(change)) {
                Change before = newest.put(record.key(), change);
                if (before != null) {
                    assertThat(position(change)).isGreaterThan(position(before));
                }
            }
        }
    }

    private static LogPosition position(Change change) {
        return new LogPosition(change.getCommitLsn(), change.getLsn());
    }

    private static List<Change> of(String key, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().equals(key))
                .map(Captured::change)
                .toList();
    }

    private static Set<String> keys(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(ConsumerRecord::key).collect(Collectors.toSet());
    }

    private static Set<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "p" + n).collect(Collectors.toSet());
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
