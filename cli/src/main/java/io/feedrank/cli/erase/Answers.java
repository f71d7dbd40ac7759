package io.feedrank.cli.erase;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.cli.CommandFailure;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.proto.v1.ErasureReceipt;
import io.feedrank.proto.v1.FeedResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Who has let go of one user since this was opened: the jobs' operators, the ranking function. */
final class Answers implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String hash;
    private final String erasureId;
    private final Map<ErasingOperator, Boolean> receipts = new EnumMap<>(ErasingOperator.class);
    private boolean ranker;

    /** Listens from now on; the topics are there. */
    Answers(String bootstrap, String hash, String erasureId) {
        this.hash = hash;
        this.erasureId = erasureId;
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Stream.of(Topics.ERASURE_RECEIPTS, ErasureTopics.REPLIES)
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // A seek is lazy: without these an answer sent meanwhile would lie before the end.
        partitions.forEach(consumer::position);
    }

    /** Listens until all have answered, for so long at most. */
    void await(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (!complete() && System.nanoTime() < until) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    /** How many have answered, of how many. */
    String progress() {
        int all = ErasingOperator.values().length + 1;
        return receipts.size() + (ranker ? 1 : 0) + " of " + all + " let go";
    }

    /** Whether the operator had kept anything; empty as long as it has not answered. */
    Optional<Boolean> of(ErasingOperator operator) {
        return Optional.ofNullable(receipts.get(operator));
    }

    /** Whether the ranking function has answered. */
    boolean ranker() {
        return ranker;
    }

    boolean complete() {
        return ranker && receipts.size() == ErasingOperator.values().length;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topics.ERASURE_RECEIPTS)) {
                receipt(ErasureReceipt.parseFrom(record.value()));
            } else {
                FeedResponse response = FeedResponse.parseFrom(record.value());
                ranker |= response.getRequestId().equals(erasureId) && !response.hasError();
            }
        } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure(
                    record.topic() + " holds what is no answer: " + e.getMessage(), e);
        }
    }

    private void receipt(ErasureReceipt receipt) {
        if (!receipt.getUserHash().equals(hash)) {
            return;
        }
        for (ErasingOperator operator : ErasingOperator.values()) {
            if (operator.job().equals(receipt.getJob())
                    && operator.operator().equals(receipt.getOperator())) {
                receipts.merge(operator, receipt.getHadState(), (a, b) -> a || b);
            }
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(2));
    }
}
