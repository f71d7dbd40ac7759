package io.feedrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
    private static final String EVENTS =
            """
            {"event_id":"e1","event_time":1}

            {"event_id":"e2","event_time":2}
            {"event_id":"e3","event_time":3}
            """;

    @TempDir Path directory;

    @Test
    void events_are_sent_in_batches_and_in_order() throws Exception {
        Path file = Files.writeString(directory.resolve("events.jsonl"), EVENTS);
        try (FakeApi api = new FakeApi(202, "{\"accepted\":1,\"rejected\":[]}")) {
            Ran ran = Ran.feedrank("ingest", file.toString(), "--batch", "2", "--api", api.url());

            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).contains("2 events accepted, 0 rejected");
            assertThat(api.bodies)
                    .containsExactly(
                            "{\"event_id\":\"e1\",\"event_time\":1}\n{\"event_id\":\"e2\",\"event_time\":2}",
                            "{\"event_id\":\"e3\",\"event_time\":3}");
        }
    }

    @Test
    void an_event_without_a_time_gets_the_stacks_now() throws Exception {
        Path file = Files.writeString(directory.resolve("events.jsonl"), "{\"event_id\":\"e1\"}");
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (FakeApi api = new FakeApi(202, "{\"accepted\":1,\"rejected\":[]}")) {
            assertThat(
                            Ran.feedrank(
                                            "ingest",
                                            file.toString(),
                                            "--work",
                                            directory.toString(),
                                            "--api",
                                            api.url())
                                    .exit())
                    .isZero();
            String sent = api.bodies.get(0);
            String time = sent.substring(sent.indexOf("event_time") + 13, sent.length() - 2);
            assertThat(Instant.parse(time)).isBetween(before, Instant.now());
        }
    }

    @Test
    void a_rejected_event_is_named_by_its_line_and_makes_it_fail() throws Exception {
        Path file = Files.writeString(directory.resolve("events.jsonl"), EVENTS);
        Path result = directory.resolve("result.json");
        try (FakeApi api =
                new FakeApi(
                        202,
                        "{\"accepted\":2,\"rejected\":[{\"index\":1,\"reason\":\"type: missing\"}]}")) {
            Ran ran =
                    Ran.feedrank(
                            "ingest",
                            file.toString(),
                            "--api",
                            api.url(),
                            "--json",
                            result.toString());

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("line 3: type: missing");
            assertThat(Files.readString(result))
                    .contains("\"accepted\" : 2")
                    .contains("\"line\" : 3");
        }
    }

    @Test
    void a_batch_of_which_nothing_is_fit_is_reported_line_by_line_too() throws Exception {
        Path file = Files.writeString(directory.resolve("events.jsonl"), "nonsense\n");
        try (FakeApi api =
                new FakeApi(
                        400,
                        "{\"detail\":\"none\",\"rejected\":[{\"index\":0,\"reason\":\"no JSON\"}]}")) {
            Ran ran = Ran.feedrank("ingest", file.toString(), "--api", api.url());

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("line 1: no JSON");
        }
    }

    @Test
    void a_refusal_that_is_not_about_events_is_a_failure() throws Exception {
        Path file = Files.writeString(directory.resolve("events.jsonl"), EVENTS);
        try (FakeApi api = new FakeApi(503, "{\"detail\":\"Kafka is away\"}")) {
            Ran ran = Ran.feedrank("ingest", file.toString(), "--api", api.url());

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("the API answers 503: Kafka is away");
        }
        assertThat(Ran.feedrank("ingest", directory.resolve("none").toString()).exit())
                .isEqualTo(1);
    }
}
