package io.feedrank.feature.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.feedrank.feature.config.FeedrankException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventCodecTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private static final Event FULL =
            new Event(
                    "e1",
                    "u1",
                    EventType.DWELL,
                    List.of("p1"),
                    NOON,
                    "r1",
                    3,
                    45_000L,
                    "phone",
                    "s1");

    /** What FULL was on the wire when the schema was first published. It must decode for ever. */
    private static final String GOLDEN =
            "0a02653112027531180822027031 28 80e48acfdf31 32027231 3803 40c8df02 4a0570686f6e65 52027331";

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"TICK", "ERASE", "DWELL"},
            mode = EnumSource.Mode.EXCLUDE)
    void protobuf_and_json_keep_every_type(EventType type) {
        Event event = Event.of("e", "u", type, List.of("p"), NOON);

        assertThat(EventCodec.decode(EventCodec.encode(event), null)).isEqualTo(event);
        byte[] json = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
        assertThat(EventCodec.decode(json, EventCodec.JSON)).isEqualTo(event);
    }

    @Test
    void both_forms_keep_every_field() {
        assertThat(EventCodec.decode(EventCodec.encode(FULL), EventCodec.PROTOBUF)).isEqualTo(FULL);
        assertThat(EventJson.parse(EventJson.write(FULL))).isEqualTo(FULL);
    }

    @Test
    void bytes_of_the_first_schema_still_decode_and_are_still_written() {
        byte[] golden = bytes(GOLDEN);
        assertThat(EventCodec.decode(golden, null)).isEqualTo(FULL);
        assertThat(ByteString.copyFrom(EventCodec.encode(FULL)))
                .isEqualTo(ByteString.copyFrom(golden));
    }

    @Test
    void a_post_of_an_impression_keeps_how_many_were_in_view() {
        byte[] part = bytes("0a026531 12027531 1801 22027031 28 80e48acfdf31 5803");
        Event event = EventCodec.decode(part, null);
        assertThat(event.listSize()).isEqualTo(3);
        assertThat(ByteString.copyFrom(EventCodec.encode(event)))
                .isEqualTo(ByteString.copyFrom(part));
        byte[] click = bytes("0a026531 12027531 1802 22027031 28 80e48acfdf31 5803");
        assertThatThrownBy(() -> EventCodec.decode(click, null))
                .hasMessageContaining("list_size: got 3 for type click");
        byte[] tooSmall = bytes("0a026531 12027531 1801 22027031 22027032 28 80e48acfdf31 5801");
        assertThatThrownBy(() -> EventCodec.decode(tooSmall, null))
                .hasMessageContaining("expected 2 to 500");
    }

    @Test
    void an_event_of_a_producer_that_knows_the_first_fields_alone_still_decodes() {
        Event plain = Event.of("e1", "u1", EventType.CLICK, List.of("p1"), NOON);
        byte[] protobuf = bytes("0a02653112027531180222027031 28 80e48acfdf31");
        assertThat(EventCodec.decode(protobuf, null)).isEqualTo(plain);
        String json =
                "{\"event_id\":\"e1\",\"user_id\":\"u1\",\"type\":\"click\","
                        + "\"post_ids\":[\"p1\"],\"event_time\":\"2024-03-01T12:00:00Z\"}";
        assertThat(EventCodec.decode(json.getBytes(StandardCharsets.UTF_8), EventCodec.JSON))
                .isEqualTo(plain);
    }

    @Test
    void a_field_of_a_newer_producer_is_passed_over_in_protobuf_and_named_in_json() {
        byte[] newer = bytes(GOLDEN + "ca3e036e6577");
        assertThat(EventCodec.decode(newer, null)).isEqualTo(FULL);
        assertThatThrownBy(() -> EventJson.parse(EventJson.write(FULL).replace("device", "gaze")))
                .hasMessageContaining("unknown field 'gaze'");
    }

    @Test
    void a_tick_carries_time_alone() {
        assertThat(EventCodec.decode(EventCodec.encode(Event.tick(NOON)), null))
                .isEqualTo(Event.tick(NOON));
    }

    @Test
    void an_error_names_the_field_what_was_got_and_what_is_expected() {
        assertThatThrownBy(
                        () ->
                                EventJson.parse(
                                        "{\"event_id\":\"e\",\"user_id\":\"u\",\"type\":\"stare\",\"post_ids\":[\"p\"],\"event_time\":1}"))
                .isInstanceOf(FeedrankException.class)
                .hasMessage("type: got 'stare', expected " + EventJson.TYPES);
        assertThatThrownBy(
                        () ->
                                EventJson.parse(
                                        "{\"event_id\":\"e\",\"user_id\":\"u\",\"type\":\"click\",\"post_ids\":[\"p\",\"q\"],\"event_time\":1}"))
                .hasMessage("post_ids: got 2 posts, expected 1 to 1 for type click");
        assertThatThrownBy(() -> EventJson.parse("{\"user\":\"u\"}"))
                .hasMessageContaining("unknown field 'user'");
        assertThatThrownBy(() -> EventJson.parse("nonsense")).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> EventCodec.decode(new byte[] {1, 2, 3}, null))
                .hasMessageContaining("no protobuf FeedEvent");
        assertThatThrownBy(() -> EventCodec.decode(null, null))
                .hasMessage("value: empty, expected an event");
    }

    @Test
    void a_tick_is_not_accepted_from_json() {
        assertThatThrownBy(
                        () ->
                                EventJson.parse(
                                        "{\"event_id\":\"e\",\"user_id\":\"u\",\"type\":\"tick\",\"post_ids\":[],\"event_time\":1}"))
                .hasMessageContaining("got 'tick'");
    }

    private static byte[] bytes(String hex) {
        String digits = hex.replace(" ", "");
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
