package io.feedrank.cdc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cdc.convert.Conversion.Rejected;
import io.feedrank.cdc.convert.Envelopes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {
    private final DeadLetters deadLetters = new DeadLetters();

    @Test
    void key_and_envelope_are_json_and_the_headers_say_why_and_whence() {
        ProducerRecord<byte[], byte[]> letter =
                deadLetters.of(
                        new Rejected("cdc.posts.dlq", "public.posts@120", "no such status"),
                        Envelopes.delete("posts", "p1"));

        assertThat(letter.topic()).isEqualTo("cdc.posts.dlq");
        assertThat(text(letter.key())).isEqualTo("{\"id\":\"p1\"}");
        assertThat(text(letter.value())).contains("\"op\":\"d\"", "\"table\":\"posts\"");
        assertThat(text(letter.headers().lastHeader("feedrank-reason").value()))
                .isEqualTo("no such status");
        assertThat(text(letter.headers().lastHeader("feedrank-source").value()))
                .isEqualTo("public.posts@120");
    }

    @Test
    void a_letter_is_never_too_large_for_kafka_itself() {
        ProducerRecord<byte[], byte[]> letter =
                deadLetters.of(
                        new Rejected("cdc.posts.dlq", "public.posts@120", "too large"),
                        Envelopes.change(
                                "posts",
                                "c",
                                Envelopes.post(Map.of("id", "p1", "body", "x".repeat(2_000_000)))));

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).hasSize(900_000);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
