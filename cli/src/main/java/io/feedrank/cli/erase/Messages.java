package io.feedrank.cli.erase;

import io.feedrank.cli.CommandFailure;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.SuppressedUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What an erasure tells the platform; each message is on all replicas when its method returns. */
final class Messages implements AutoCloseable {
    private static final Duration RANKER_TIME = Duration.ofSeconds(30);

    private final KafkaProducer<byte[], byte[]> producer;

    Messages(String bootstrap) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                30_000,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                10_000,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                20_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** From now on nothing is taken of the user with this hash. */
    void suppress(String hash, Instant now) {
        SuppressedUser user =
                SuppressedUser.newBuilder().setSuppressedAtMs(now.toEpochMilli()).build();
        send(Topics.SUPPRESSED_USERS, hash, user.toByteArray());
    }

    /**
     * Asks the feature jobs to let go of the user.
     *
     * @param now on the deployment's clock
     */
    void toJobs(String erasureId, String userId, Instant now) {
        send(Topics.FEED_EVENTS, userId, EventCodec.encode(Event.erasure(erasureId, userId, now)));
    }

    /**
     * Asks the ranking function to let go of the user.
     *
     * @param now on the deployment's clock
     */
    void toRanker(String erasureId, String userId, Instant now) {
        FeedRequest request =
                FeedRequest.newBuilder()
                        .setRequestId(erasureId)
                        .setUserId(userId)
                        .setLimit(1)
                        .setErase(true)
                        .setReplyTopic(ErasureTopics.REPLIES)
                        .setSentAtMs(now.toEpochMilli())
                        .setDeadlineMs(now.plus(RANKER_TIME).toEpochMilli())
                        .build();
        send(Topics.FEED_REQUESTS, userId, request.toByteArray());
    }

    private void send(String topic, String key, byte[] value) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic, bytes, value)).get();
        } catch (ExecutionException e) {
            throw new CommandFailure("Kafka did not take a record for " + topic + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted before " + topic + " had a record", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
