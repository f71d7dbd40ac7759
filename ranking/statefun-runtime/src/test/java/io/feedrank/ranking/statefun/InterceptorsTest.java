package io.feedrank.ranking.statefun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What needs no broker; the rest is in {@link StatefunRuntimeIT}. */
class InterceptorsTest {

    @Test
    void requests_that_can_be_routed_pass_untouched() {
        ConsumerRecords<byte[], byte[]> records =
                new ConsumerRecords<>(
                        Map.of(
                                new TopicPartition("requests", 0),
                                List.of(
                                        new ConsumerRecord<>(
                                                "requests",
                                                0,
                                                0,
                                                bytes("ann"),
                                                bytes("request")))));

        try (RequestInterceptor interceptor = new RequestInterceptor()) {
            assertThat(interceptor.onConsume(records)).isSameAs(records);
        }
    }

    @Test
    void a_reply_too_large_for_kafka_becomes_a_dead_letter_without_its_value() {
        ResponseInterceptor interceptor = new ResponseInterceptor();
        interceptor.configure(
                Map.of("bootstrap.servers", "127.0.0.1:1", "max.request.size", 5_000));

        ProducerRecord<byte[], byte[]> sent =
                interceptor.onSend(
                        new ProducerRecord<>("feed-responses.a", bytes("ann"), new byte[5_000]));

        assertThat(sent.topic()).isEqualTo("feed-responses.dlq");
        assertThat(sent.key()).isEqualTo(bytes("ann"));
        assertThat(sent.value()).isNull();
        assertThat(new String(sent.headers().lastHeader(DeadLetters.ORIGIN).value(), UTF_8))
                .isEqualTo("feed-responses.a");
        interceptor.close();
    }

    @Test
    void addresses_are_read_as_a_list_or_as_text() {
        assertThat(DeadLetters.bootstrap(Map.of("bootstrap.servers", List.of("a:1", "b:2"))))
                .isEqualTo("a:1,b:2");
        assertThat(DeadLetters.bootstrap(Map.of("bootstrap.servers", "a:1,b:2")))
                .isEqualTo("a:1,b:2");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
