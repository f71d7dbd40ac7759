package io.feedrank.ranking.api.ranker;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.ranking.api.config.RankerConfig;
import io.feedrank.ranking.api.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to {@code feed-requests}, answers from this replica's own topic, matched by request id.
 * Thread-safe.
 */
public final class KafkaRanker implements Ranker, AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final ReplyConsumer replies;
    private final PendingReplies pending = new PendingReplies();
    private final Duration timeout;
    private final Timer roundTrip;

    public KafkaRanker(KafkaClients kafka, RankerConfig config, MeterRegistry metrics) {
        this.timeout = config.timeout();
        this.producer = kafka.requestProducer(timeout);
        // Else the first request would wait for the topic's metadata.
        this.replies =
                new ReplyConsumer(
                        kafka,
                        config,
                        pending,
                        () -> producer.partitionsFor(Topics.FEED_REQUESTS),
                        metrics);
        this.roundTrip =
                Timer.builder("feedrank.ranker.round.trip")
                        .description("From the request's send to its answer")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(2))
                        .register(metrics);
        metrics.gauge("feedrank.ranker.waiting", pending, PendingReplies::size);
    }

    /** Begins to read answers; keeps trying while Kafka is away. */
    public void start() {
        replies.start();
    }

    /** True when an answer to a request sent from now on will be seen. */
    public boolean ready() {
        return replies.positioned();
    }

    @Override
    public CompletableFuture<FeedResponse> rank(FeedRequest request) {
        if (!ready()) {
            return CompletableFuture.failedFuture(
                    unavailable("the reply topic is not being read yet", null));
        }
        long start = System.nanoTime();
        CompletableFuture<FeedResponse> reply = pending.expect(request.getRequestId(), timeout);
        send(request);
        return reply.whenComplete(
                (response, failure) -> {
                    if (response != null) {
                        roundTrip.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                    }
                });
    }

    private void send(FeedRequest request) {
        try {
            // The callback says how it ended.
            Future<?> unused =
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.FEED_REQUESTS,
                                    request.getUserId(),
                                    request.toByteArray()),
                            (metadata, failure) -> {
                                if (failure != null) {
                                    fail(request, failure);
                                }
                            });
        } catch (KafkaException e) {
            fail(request, e);
        }
    }

    private void fail(FeedRequest request, Exception failure) {
        pending.fail(
                request.getRequestId(),
                unavailable("Kafka did not take the request: " + failure.getMessage(), failure));
    }

    private static FeedrankException unavailable(String message, @Nullable Throwable cause) {
        return new FeedrankException(Category.UNAVAILABLE, message, cause);
    }

    @Override
    public void close() {
        producer.close(timeout);
        replies.close();
    }
}
