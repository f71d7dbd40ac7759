package io.feedrank.ranking.statefun;

import static io.feedrank.ranking.statefun.TestBed.STARTED;
import static io.feedrank.ranking.statefun.TestBed.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.testing.KafkaBroker;
import io.feedrank.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a request through the runtime's process, between a real Kafka broker and a function
 * over HTTP.
 */
class StatefunRuntimeIT {

    @TempDir static Path kafkaDirectory;
    private static KafkaBroker kafka;

    @TempDir Path directory;
    private TestBed bed;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = KafkaBroker.start(kafkaDirectory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void start() throws Exception {
        bed = new TestBed(kafka, directory, "runtime");
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void a_request_reaches_the_function_with_its_users_state_and_the_reply_its_topic()
            throws Exception {
        bed.startRuntime(Map.of());
        bed.send("ann", "a1");
        bed.awaitAnswer("ann|a1|1");
        assertThat(bed.ranker().calls())
                .containsExactly(
                        "feedrank/ranker ann feedrank.v1/FeedRequest " + bed.replyTopic() + "|a1");
        assertThat(bed.answered().records())
                .extracting(record -> text(record.key()))
                .containsExactly("ann");

        bed.send("ben", "b1");
        bed.send("ann", "a2");
        bed.send("ann", "a3");
        await().untilAsserted(
                        () ->
                                assertThat(bed.answered().values())
                                        .containsExactlyInAnyOrder(
                                                "ann|a1|1", "ben|b1|1", "ann|a2|2", "ann|a3|3"));
    }

    @Test
    void a_reply_comes_back_within_milliseconds() throws Exception {
        bed.startRuntime(Map.of());
        bed.send("warm", "up");
        bed.awaitAnswer("warm|up|1");
        long[] micros = new long[500];
        for (int i = -500; i < micros.length; i++) {
            long started = System.nanoTime();
            bed.send("user-" + Math.floorMod(i, 20), Integer.toString(i));
            while (bed.answered().poll(Duration.ofSeconds(1)).isEmpty()) {
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(STARTED);
            }
            if (i >= 0) {
                micros[i] = (System.nanoTime() - started) / 1_000;
            }
        }
        Arrays.sort(micros);
        System.out.printf(
                "request topic to reply topic, one at a time: p50 %d us, p95 %d us, p99 %d us%n",
                micros[250], micros[475], micros[495]);

        // What it guards against are the defaults: a buffer flushed each 100 ms, the blocking
        // transport.
        assertThat(Duration.ofNanos(micros[250] * 1_000)).isLessThan(Duration.ofMillis(80));
    }

    @Test
    void what_cannot_be_routed_or_answered_goes_to_the_dead_letters_and_holds_nothing_up()
            throws Exception {
        bed.send(
                new ProducerRecord<>(
                        bed.requestTopic(), 0, null, bytes(bed.replyTopic() + "|no key")));
        bed.send(new ProducerRecord<>(bed.requestTopic(), 0, bytes("ann"), null));
        bed.startRuntime(Map.of());
        bed.send(
                new ProducerRecord<>(
                        bed.requestTopic(), bytes("ann"), bytes("feed-responses.gone|to nobody")));
        bed.send("ann", "fine");

        bed.awaitAnswer("ann|fine|2");
        try (TopicReader letters = kafka.reader(bed.requestTopic() + ".dlq");
                TopicReader undelivered = kafka.reader("feed-responses.dlq")) {
            await().until(() -> letters.records().size() >= 2 && undelivered.records().size() >= 1);
            assertThat(reasons(letters.records()))
                    .contains("no key: a request is keyed by its user", "no value");
            assertThat(reasons(undelivered.records())).contains("no topic feed-responses.gone");
        }
        assertThat(bed.runtime().log()).doesNotContain("RESTARTING");
    }

    private static List<String> reasons(List<ConsumerRecord<byte[], byte[]>> letters) {
        return letters.stream()
                .map(letter -> text(letter.headers().lastHeader(DeadLetters.REASON).value()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
