package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Real servers: Postgres, Redis and Kafka, on free ports. */
class LocalStackIT {

    @TempDir Path work;

    @Test
    void data_is_found_again_when_the_stack_comes_up_a_second_time() throws Exception {
        Addresses first;
        try (LocalStack stack = LocalStack.open(StackConfig.attached(work), StackListener.SILENT)) {
            stack.start(Names.INFRASTRUCTURE);
            first = stack.addresses();
            write(first);
            assertTopics(first);
            assertOneMemberAtATime(stack);
            assertThatThrownBy(
                            () -> LocalStack.open(StackConfig.detached(work), StackListener.SILENT))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(
                            "another feedrank (process " + ProcessHandle.current().pid() + ")");
        }
        assertThat(new Leftovers(new WorkDirectory(work)).running()).isEmpty();

        try (LocalStack stack = LocalStack.open(StackConfig.detached(work), StackListener.SILENT)) {
            stack.start(Names.INFRASTRUCTURE);
            assertThat(stack.addresses()).isEqualTo(first);
            assertWritten(stack.addresses());
            stack.detach();
        }
        assertStaysUpAndIsTakenOver();
    }

    @Test
    void a_killed_launcher_takes_its_processes_with_it_and_no_other() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "600").start();
        Process launcher = launcher();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(work.resolve("started")));
            List<ProcessRecord> running = new Leftovers(new WorkDirectory(work)).running();
            assertThat(running)
                    .extracting(ProcessRecord::name)
                    .containsExactlyInAnyOrder("postgres", "redis", "kafka");
            recordFor(bystander);

            launcher.destroyForcibly().waitFor();

            await().atMost(Duration.ofSeconds(4))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> running.stream().noneMatch(record -> record.identity().alive()));
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            launcher.destroyForcibly();
            bystander.destroyForcibly();
        }
        try (LocalStack stack = LocalStack.open(StackConfig.attached(work), StackListener.SILENT)) {
            stack.start(Set.of(Names.POSTGRES));
            assertThat(stack.health(Names.POSTGRES).healthy()).isTrue();
        }
    }

    /** A second launcher finds what was left running on purpose, and {@code down} stops it. */
    private void assertStaysUpAndIsTakenOver() {
        WorkDirectory directory = new WorkDirectory(work);
        assertThat(new Leftovers(directory).running()).hasSize(3);
        assertThatThrownBy(() -> LocalStack.open(StackConfig.attached(work), StackListener.SILENT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("feedrank down");
        StackStatus status = StackStatus.of(directory).orElseThrow();
        assertThat(status.processes())
                .filteredOn(StackStatus.ProcessStatus::healthy)
                .extracting(StackStatus.ProcessStatus::name)
                .containsExactlyInAnyOrder("postgres", "redis", "kafka");
        assertThat(LocalStack.shutDown(directory, StackListener.SILENT)).isTrue();
        assertThat(new Leftovers(directory).running()).isEmpty();
        assertThat(LocalStack.shutDown(directory, StackListener.SILENT)).isFalse();
    }

    private static void assertOneMemberAtATime(LocalStack stack) {
        long pid = pid(stack, Names.REDIS);
        stack.kill(Names.REDIS);
        assertThat(stack.health(Names.REDIS).healthy()).isFalse();
        assertThat(stack.health(Names.KAFKA).healthy()).isTrue();
        stack.start(Set.of(Names.REDIS));
        assertThat(stack.health(Names.REDIS).healthy()).isTrue();
        assertThat(pid(stack, Names.REDIS)).isNotEqualTo(pid);
    }

    private static long pid(LocalStack stack, String name) {
        return stack.process(name).record().orElseThrow().identity().pid();
    }

    private void recordFor(Process bystander) throws IOException {
        // As if a process of the stack had had this pid before.
        Files.writeString(
                work.resolve("run/gone.json"),
                "{\"pid\": "
                        + bystander.pid()
                        + ", \"birth\": \"1@another-boot\", \"signal\": \"TERM\",\"name\":\"gone\"}\n");
    }

    private Process launcher() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LauncherMain.class.getName(),
                        work.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("launcher.log").toFile())
                .start();
    }

    private static void write(Addresses addresses) throws Exception {
        try (Connection connection = DriverManager.getConnection(addresses.jdbc());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users (id, language) VALUES ('u1', 'da')");
            try (ResultSet level = statement.executeQuery("SHOW wal_level")) {
                assertThat(level.next()).isTrue();
                assertThat(level.getString(1)).isEqualTo("logical");
            }
        }
        try (RedisClient redis = RedisClient.create(URI.create(addresses.redis()))) {
            redis.set("f:test:v1:u1", "kept");
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", addresses.kafka()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.FEED_EVENTS, 0, "u1", "kept")).get();
        }
    }

    private static void assertTopics(Addresses addresses) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.kafka()))) {
            List<String> wanted = new ArrayList<>(Topics.appended());
            wanted.addAll(Topics.compacted());
            assertThat(admin.describeTopics(wanted).allTopicNames().get().values())
                    .allSatisfy(
                            topic -> assertThat(topic.partitions()).hasSizeGreaterThanOrEqualTo(4));
        }
    }

    private static void assertWritten(Addresses addresses) throws Exception {
        try (Connection connection = DriverManager.getConnection(addresses.jdbc());
                Statement statement = connection.createStatement();
                ResultSet users =
                        statement.executeQuery("SELECT language FROM users WHERE id = 'u1'")) {
            assertThat(users.next()).isTrue();
            assertThat(users.getString(1)).isEqualTo("da");
        }
        try (RedisClient redis = RedisClient.create(URI.create(addresses.redis()))) {
            assertThat(redis.get("f:test:v1:u1")).isEqualTo("kept");
        }
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                addresses.kafka(),
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.FEED_EVENTS, 0);
            consumer.assign(List.of(partition));
            assertThat(consumer.poll(Duration.ofSeconds(10)).records(partition))
                    .extracting(record -> record.value())
                    .containsExactly("kept");
        }
    }
}
