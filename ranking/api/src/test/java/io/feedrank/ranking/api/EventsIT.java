package io.feedrank.ranking.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.ranking.api.Replica.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over HTTP, read back from real Kafka. */
class EventsIT {
    private static final String NOW = Replica.START.toString();

    @TempDir private static Path directory;
    private static Servers servers;
    private static Replica api;
    private KafkaConsumer<String, byte[]> topic;

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.start(directory);
        api = Replica.start(servers, Map.of());
    }

    @AfterAll
    static void stop() {
        api.close();
        servers.close();
    }

    @BeforeEach
    void listen() {
        topic = api.kafka.replyConsumer();
        List<TopicPartition> partitions =
                topic.partitionsFor(Topics.FEED_EVENTS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        topic.assign(partitions);
        topic.seekToEnd(partitions);
        partitions.forEach(topic::position);
    }

    @AfterEach
    void leave() {
        topic.close();
    }

    @Test
    void valid_events_are_in_kafka_and_bad_ones_are_named_by_index() {
        Answer answer =
                api.postJson(
                        "/v1/events",
                        """
                        {"events": [
                          {"event_id": "e1", "user_id": "u1", "type": "impression", "post_ids": ["p1", "p2"], "event_time": "%1$s"},
                          {"event_id": "e2", "user_id": "u1", "type": "stare", "post_ids": ["p1"], "event_time": "%1$s"},
                          {"event_id": "e3", "user_id": "u2", "type": "dwell", "post_ids": ["p1"], "event_time": %2$d, "dwell_ms": 900},
                          {"event_id": "e4", "user_id": "u2", "type": "click", "post_ids": ["p1"]},
                          {"event_id": "e5", "user_id": "u2", "type": "click", "post_ids": ["p1"], "event_time": "2031-01-01T00:00:00Z"},
                          17
                        ]}
                        """
                                .formatted(NOW, Replica.START.toEpochMilli()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.body().get("accepted").asInt()).isEqualTo(2);
        JsonNode rejected = answer.body().get("rejected");
        assertThat(rejected.findValuesAsText("index")).containsExactly("1", "3", "4", "5");
        assertThat(rejected.get(0).get("reason").asText())
                .contains("type")
                .contains("'stare'")
                .contains("impression");
        assertThat(rejected.get(1).get("reason").asText())
                .contains("event_time")
                .contains("ISO-8601");
        assertThat(rejected.get(2).get("reason").asText())
                .contains("ahead of the platform's clock");

        Map<String, ConsumerRecord<String, byte[]>> records =
                read(2).stream().collect(Collectors.toMap(r -> event(r).eventId(), r -> r));
        assertThat(records.get("e1").key()).isEqualTo("u1");
        assertThat(event(records.get("e1")))
                .isEqualTo(
                        Event.of(
                                "e1",
                                "u1",
                                EventType.IMPRESSION,
                                List.of("p1", "p2"),
                                Instant.parse(NOW)));
        assertThat(event(records.get("e3")).dwellMs()).isEqualTo(900);
    }

    @Test
    void an_array_and_json_lines_are_batches_too() {
        String one =
                "{\"event_id\": \"%s\", \"user_id\": \"u\", \"type\": \"click\", \"post_ids\": [\"p\"], \"event_time\": \"%s\"}";
        assertThat(api.postJson("/v1/events", "[" + one.formatted("a1", NOW) + "]").status())
                .isEqualTo(202);
        Answer lines =
                api.post(
                        "/v1/events",
                        "application/x-ndjson; charset=utf-8",
                        one.formatted("l1", NOW)
                                + "\n\n{\"half\n"
                                + one.formatted("l2", NOW)
                                + "\n");
        assertThat(lines.status()).as(lines.text()).isEqualTo(202);
        assertThat(lines.body().get("accepted").asInt()).isEqualTo(2);
        assertThat(lines.body().get("rejected").get(0).get("index").asInt()).isEqualTo(1);

        assertThat(read(3))
                .extracting(r -> event(r).eventId())
                .containsExactlyInAnyOrder("a1", "l1", "l2");
    }

    @Test
    void a_body_that_is_no_batch_is_refused_and_says_why() {
        Answer none = api.postJson("/v1/events", "[{\"event_id\": \"e\"}]");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.body().get("rejected").get(0).get("reason").asText())
                .isEqualTo("user_id: missing");

        assertThat(api.postJson("/v1/events", "[]").status()).isEqualTo(400);
        assertThat(api.postJson("/v1/events", "{\"event\": []}").body().get("detail").asText())
                .isEqualTo("body: unknown field 'event', expected events");
        assertThat(api.postJson("/v1/events", "[{").body().get("detail").asText())
                .startsWith("body: no JSON at line 1");
        assertThat(api.post("/v1/events", "text/csv", "a,b").status()).isEqualTo(415);

        String many =
                IntStream.range(0, 1001)
                        .mapToObj(i -> "{}")
                        .collect(Collectors.joining(",", "[", "]"));
        Answer tooMany = api.postJson("/v1/events", many);
        assertThat(tooMany.status()).isEqualTo(413);
        assertThat(tooMany.body().get("detail").asText())
                .contains("1001 events")
                .contains("at most 1000");
        assertThat(api.postJson("/v1/events", " ".repeat(5 << 20)).status()).isEqualTo(413);
    }

    @Test
    void every_partition_gets_ticks_on_the_platforms_clock() {
        try (Replica ticking =
                Replica.start(servers, Map.of("api.ticks-enabled", "true", "api.tick-ms", "100"))) {
            ticking.awaitReady();
            TreeSet<Integer> partitions = new TreeSet<>();
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                for (ConsumerRecord<String, byte[]> record :
                                        topic.poll(Duration.ofMillis(100))) {
                                    if (event(record).type() == EventType.TICK) {
                                        partitions.add(record.partition());
                                        assertThat(event(record).eventTime())
                                                .isBetween(
                                                        Replica.START,
                                                        Replica.START.plusSeconds(600));
                                    }
                                }
                                return partitions.size() == Topics.PARTITIONS;
                            });
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(int count) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            topic.poll(Duration.ofMillis(100)).forEach(records::add);
                            return records.size() >= count;
                        });
        assertThat(records).hasSize(count);
        return records;
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        return EventCodec.decode(record.value(), null);
    }
}
