package io.feedrank.feature.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventJson;
import io.feedrank.feature.event.EventType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdPatternTest {
    private static final Event EVENT =
            Event.of(
                    "e-1",
                    "u-1",
                    EventType.CLICK,
                    List.of("p-1"),
                    Instant.parse("2024-03-01T12:00:00Z"));

    private final IdPattern pattern = new IdPattern("u-1");

    @ParameterizedTest
    @ValueSource(
            strings = {"u-1", "f:user_meta:v1:u-1", "{\"user_id\":\"u-1\"}", "a u-1, b", "u-1|a-2"})
    void an_id_that_stands_by_itself_is_found(String text) {
        assertThat(pattern.count(bytes(text))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-10", "last:u-12", "menu-1", "u-1-b", "u_1", "", "u-"})
    void a_part_of_a_longer_id_is_none(String text) {
        assertThat(pattern.count(bytes(text))).isZero();
    }

    @Test
    void it_is_found_in_protobuf_json_and_javas_strings() throws IOException {
        ByteArrayOutputStream java = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(java);
        out.writeUTF("u-1");
        out.writeUTF("x");

        assertThat(pattern.count(EventCodec.encode(EVENT))).isEqualTo(1);
        assertThat(pattern.count(bytes(EventJson.write(EVENT)))).isEqualTo(1);
        assertThat(pattern.count(java.toByteArray())).isEqualTo(1);
    }

    @Test
    void a_length_before_it_tells_where_letters_follow() {
        assertThat(pattern.count(bytes("\u0003u-1Bx"))).as("protobuf, Java").isEqualTo(1);
        assertThat(pattern.count(bytes("\u0004u-1\u0000"))).as("Flink").isEqualTo(1);
        assertThat(pattern.count(bytes("\u0004u-10"))).as("u-10").isZero();
    }

    @Test
    void only_what_begins_in_the_part_counts() {
        assertThat(pattern.count(bytes("u-1 u-1"), 0, 4, 7)).isEqualTo(1);
        assertThat(pattern.count(bytes("u-1 u-1"), 1, 4, 7)).isZero();
        assertThat(pattern.count(bytes("u-1 u-1"), 1, 7, 7)).isEqualTo(1);
        assertThat(pattern.count(bytes("u-1 u-1"), 0, 7, 6)).as("the second is cut").isEqualTo(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
