package io.feedrank.tests.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.dataset.EventReplayer;
import io.feedrank.cli.dataset.PostRow;
import io.feedrank.cli.stack.FlinkRest;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Names;
import io.feedrank.cli.stack.ProcessIdentity;
import io.feedrank.cli.stack.StackConfig;
import io.feedrank.cli.stack.StackListener;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.EventCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Kafka, Redis, and a Flink cluster that runs both feature jobs: each a process, as deployed. */
final class FeatureCluster implements AutoCloseable {
    /** Both jobs; a job's consumer group has its name. */
    static final List<String> JOBS = List.of(Names.ONLINE_FEATURES, Names.OFFLINE_FEATURES);

    private static final int ARRIVALS_A_TICK = 500;

    private final LocalStack stack;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final Admin admin;

    private FeatureCluster(LocalStack stack) {
        this.stack = stack;
        this.admin = Admin.create(Map.of("bootstrap.servers", stack.addresses().kafka()));
    }

    /**
     * Starts it.
     *
     * @param now what its clock is to say
     */
    static FeatureCluster start(Path work, Instant now, Duration outOfOrder) {
        LocalStack stack = LocalStack.open(StackConfig.attached(work), StackListener.SILENT);
        try {
            stack.configure(
                    Map.of(
                            "clock.offset-ms",
                            Long.toString(Duration.between(Instant.now(), now).toMillis()),
                            "jobs.out-of-orderness-ms",
                            Long.toString(outOfOrder.toMillis())));
            stack.start(
                    Set.of(
                            Names.KAFKA,
                            Names.REDIS,
                            Names.FLINK_JOBMANAGER,
                            Names.FLINK_TASKMANAGER,
                            Names.ONLINE_FEATURES,
                            Names.OFFLINE_FEATURES));
            return new FeatureCluster(stack);
        } catch (RuntimeException failure) {
            stack.close();
            throw failure;
        }
    }

    URI redis() {
        return URI.create(stack.addresses().redis());
    }

    Path offline() {
        return stack.work().offline();
    }

    /** Sends rows of posts; they are in Kafka when it returns. */
    void sendRows(Collection<PostRow> rows) {
        try (Producer<byte[], byte[]> producer = producer()) {
            for (PostRow row : rows) {
                send(
                        producer,
                        new ProducerRecord<>(Topics.CDC_POSTS, utf8(row.id()), row.captured()));
            }
        }
        requireSent();
    }

    /** Sends events in this order, with ticks between; they are in Kafka when it returns. */
    void send(List<RoughArrivals.Arrival> arrivals) {
        try (Producer<byte[], byte[]> producer = producer()) {
            EventReplayer ticks = new EventReplayer(producer);
            for (int i = 0; i < arrivals.size(); i++) {
                RoughArrivals.Arrival arrival = arrivals.get(i);
                send(
                        producer,
                        new ProducerRecord<>(
                                Topics.FEED_EVENTS,
                                utf8(arrival.event().userId()),
                                EventCodec.encode(arrival.event())));
                if (i % ARRIVALS_A_TICK == 0) {
                    ticks.tick(arrival.at());
                }
            }
        }
        requireSent();
    }

    /** Event time goes on to {@code now} in each partition. */
    void tick(Instant now) {
        try (Producer<byte[], byte[]> producer = producer()) {
            new EventReplayer(producer).tick(now);
        }
    }

    /** Kills the task manager's process, and returns when it is gone. */
    void killTaskManager() {
        ProcessIdentity killed =
                stack.process(Names.FLINK_TASKMANAGER).record().orElseThrow().identity();
        stack.kill(Names.FLINK_TASKMANAGER);
        if (killed.alive()) {
            throw new IllegalStateException("process " + killed.pid() + " is alive");
        }
    }

    void startTaskManager() {
        stack.start(Set.of(Names.FLINK_TASKMANAGER));
    }

    /** How many records of a topic a job has taken in for good: with a checkpoint. */
    long committed(String job, String topic) {
        try {
            return admin
                    .listConsumerGroupOffsets(job)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(offset -> offset.getKey().topic().equals(topic))
                    .mapToLong(offset -> Math.max(0, offset.getValue().offset()))
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many records there are in a topic. */
    long size(String topic) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often a job was restored from a checkpoint. */
    int restored(String job) {
        String id =
                new FlinkRest(URI.create(stack.addresses().flink()))
                        .jobs().entrySet().stream()
                                .filter(each -> each.getValue().equals(job))
                                .findFirst()
                                .orElseThrow()
                                .getKey();
        URI uri = URI.create(stack.addresses().flink() + "/jobs/" + id + "/checkpoints");
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode checkpoints = new ObjectMapper().readTree(response.body());
            return checkpoints.path("counts").path("restored").asInt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        return EventReplayer.producer(stack.addresses().kafka());
    }

    private void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused =
                producer.send(
                        record,
                        (metadata, failure) -> {
                            if (failure != null) {
                                failures.add(failure);
                            }
                        });
    }

    private void requireSent() {
        if (!failures.isEmpty()) {
            throw new IllegalStateException("Kafka did not take it", failures.remove());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        admin.close();
        stack.close();
    }
}
