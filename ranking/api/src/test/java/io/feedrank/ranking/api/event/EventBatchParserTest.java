package io.feedrank.ranking.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.ranking.api.config.EventsConfig;
import io.feedrank.ranking.api.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventBatchParserTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final EventBatchParser parser =
            new EventBatchParser(
                    new EventsConfig(3, 10_000, Duration.ofMinutes(5), Duration.ofSeconds(1)),
                    Clock.fixed(NOON, ZoneOffset.UTC),
                    "erased"::equals);

    @Test
    void all_three_forms_give_the_same_events() {
        String first = click("e1", NOON);
        String second = click("e2", NOON);

        EventBatch array = parse("application/json", "[" + first + "," + second + "]");
        EventBatch object = parse("", "{\"events\": [" + first + "," + second + "]}");
        EventBatch lines = parse("application/x-ndjson", first + "\r\n\n" + second);

        assertThat(array.accepted()).extracting(Event::eventId).containsExactly("e1", "e2");
        assertThat(object).isEqualTo(array);
        assertThat(lines).isEqualTo(array);
    }

    @Test
    void one_bad_event_does_not_take_the_others_with_it() {
        EventBatch batch = parse("application/x-ndjson", "no json\n" + click("e1", NOON) + "\n[1]");

        assertThat(batch.accepted()).hasSize(1);
        assertThat(batch.rejected()).extracting(EventBatch.Rejection::index).containsExactly(0, 2);
    }

    @Test
    void an_event_of_an_erased_person_is_refused_without_repeating_who_that_is() {
        String theirs = click("e1", NOON).replace("\"u\"", "\"erased\"");
        EventBatch batch = parse("", "[" + theirs + "," + click("e2", NOON) + "]");

        assertThat(batch.accepted()).extracting(Event::eventId).containsExactly("e2");
        assertThat(batch.rejected())
                .containsExactly(
                        new EventBatch.Rejection(
                                0,
                                "user_id: this person was erased, and nothing is taken of them any"
                                        + " more"));
    }

    @Test
    void an_event_far_ahead_of_the_clock_would_make_all_others_late_and_is_rejected() {
        assertThat(parse("", "[" + click("e", NOON.plusSeconds(300)) + "]").accepted()).hasSize(1);

        EventBatch batch = parse("", "[" + click("e", NOON.plusSeconds(301)) + "]");

        assertThat(batch.rejected().get(0).reason())
                .isEqualTo(
                        "event_time: got 2026-05-01T12:05:01Z, 301 s ahead of the platform's clock "
                                + "(2026-05-01T12:00:00Z), expected at most 300 s");
    }

    @Test
    void a_tick_is_not_for_callers() {
        String tick = click("e", NOON).replace("click", "tick");

        assertThat(parse("", "[" + tick + "]").rejected().get(0).reason())
                .startsWith("type: got 'tick'");
    }

    @Test
    void what_is_no_batch_is_refused() {
        assertThatThrownBy(() -> parse("", "[1, 2, 3, 4]"))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("got 4 events, expected at most 3");
        assertThatThrownBy(() -> parse("text/plain", "x"))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("expected application/json or application/x-ndjson");
        assertThatThrownBy(() -> parse("", "\"x\"")).isInstanceOf(FeedrankException.class);
        assertThatThrownBy(() -> parse("", "")).isInstanceOf(FeedrankException.class);
        assertThatThrownBy(() -> parse("", "[] []")).isInstanceOf(FeedrankException.class);
        assertThatThrownBy(() -> parse("application/x-ndjson", "\n"))
                .isInstanceOf(FeedrankException.class);
    }

    private EventBatch parse(String mediaType, String body) {
        return parser.parse(mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String click(String id, Instant time) {
        return "{\"event_id\":\""
                + id
                + "\",\"user_id\":\"u\",\"type\":\"click\",\"post_ids\":[\"p\"],\"event_time\":\""
                + time
                + "\"}";
    }
}
