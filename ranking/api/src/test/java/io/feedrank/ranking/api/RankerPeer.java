package io.feedrank.ranking.api;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.online.FeedStore;
import io.feedrank.proto.v1.FeedError;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.proto.v1.StageTiming;
import io.feedrank.proto.v1.Verdict;
import io.feedrank.ranking.api.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The other end of the request path: reads {@code feed-requests}, stores what it ranked and answers
 * on the reply topic, as the ranking function does. It serves one replica's requests.
 */
final class RankerPeer implements AutoCloseable {
    static final int SNAPSHOT = 60;

    /** What it does with a request. */
    enum Mode {
        RANK,
        RANK_WITHOUT_STORE,
        REFUSE,
        FAIL,
        SILENT
    }

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final FeedStore feeds;
    private final String replyTopic;
    private final List<FeedRequest> requests = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "ranker-peer");
    private volatile Mode mode = Mode.RANK;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean closed;

    RankerPeer(KafkaClients kafka, FeedStore feeds, String replyTopic) {
        this.consumer = kafka.replyConsumer();
        this.producer = kafka.requestProducer(Duration.ofSeconds(5));
        this.feeds = feeds;
        this.replyTopic = replyTopic;
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.FEED_REQUESTS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    void mode(Mode wanted) {
        mode = wanted;
    }

    /** How long it takes for each request. */
    void delay(Duration wanted) {
        delay = wanted;
    }

    /** All requests so far. */
    List<FeedRequest> requests() {
        return requests;
    }

    private void run() {
        while (!closed) {
            consumer.poll(Duration.ofMillis(50)).forEach(record -> serve(record.value()));
        }
    }

    private void serve(byte[] value) {
        FeedRequest request = parse(value);
        if (!request.getReplyTopic().equals(replyTopic)) {
            return;
        }
        requests.add(request);
        LockSupport.parkNanos(delay.toNanos());
        switch (mode) {
            case RANK -> {
                FeedResponse response = ranked(request);
                feeds.save(response);
                reply(response);
            }
            case RANK_WITHOUT_STORE -> reply(ranked(request));
            case REFUSE -> reply(error(request, "BAD_INPUT", "limit: the ranker does not like it"));
            case FAIL -> reply(error(request, "INTERNAL", "no model is loaded"));
            case SILENT -> {}
        }
    }

    private void reply(FeedResponse response) {
        Future<?> unused =
                producer.send(
                        new ProducerRecord<>(
                                replyTopic, response.getUserId(), response.toByteArray()));
    }

    private static FeedResponse ranked(FeedRequest request) {
        List<String> postIds = new ArrayList<>(request.getCandidatePostIdsList());
        for (int i = 0; request.getCandidatePostIdsCount() == 0 && i < SNAPSHOT; i++) {
            postIds.add("p" + i);
        }
        FeedResponse.Builder response =
                FeedResponse.newBuilder()
                        .setRequestId(request.getRequestId())
                        .setUserId(request.getUserId())
                        .setServedBy(ServedBy.SERVED_BY_FULL)
                        .setModel("feed/7")
                        .setFreshnessMs(120)
                        .setRankedAtMs(request.getSentAtMs())
                        .addStages(stage("candidates", 0, 1000, 2500))
                        .addStages(stage("score", 1000, postIds.size(), 4000))
                        .addVerdicts(
                                Verdict.newBuilder()
                                        .setPostId("blocked-post")
                                        .setStage("blocked")
                                        .setReason("author a9 is blocked")
                                        .addSources("ann"));
        for (String postId : postIds) {
            response.addItems(
                    FeedItem.newBuilder()
                            .setPostId(postId)
                            .setRank(response.getItemsCount() + 1)
                            .setScore(1.0 / (1 + response.getItemsCount()))
                            .addSources("ann")
                            .putPredictions("click", 0.25f)
                            .setAuthorId("a1")
                            .setTopic("science"));
            response.addVerdicts(
                    Verdict.newBuilder().setPostId(postId).setStage("select").setReason("served"));
        }
        return response.build();
    }

    private static FeedResponse error(FeedRequest request, String category, String message) {
        return FeedResponse.newBuilder()
                .setRequestId(request.getRequestId())
                .setUserId(request.getUserId())
                .setError(FeedError.newBuilder().setCategory(category).setMessage(message))
                .build();
    }

    private static StageTiming stage(String name, int in, int out, long micros) {
        return StageTiming.newBuilder()
                .setName(name)
                .setCandidatesIn(in)
                .setCandidatesOut(out)
                .setMicros(micros)
                .build();
    }

    private static FeedRequest parse(byte[] value) {
        try {
            return FeedRequest.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close();
    }
}
