package io.feedrank.testing;

import io.feedrank.testing.process.LoopbackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real broker in KRaft mode in the test's process; it creates no topic by itself. It can be
 * stopped and started again on the same ports and data.
 */
public final class KafkaBroker implements AutoCloseable {
    private final Path directory;
    private final int port = LoopbackPorts.reserve();
    private final int controllerPort = LoopbackPorts.reserve();
    private KafkaRaftServer server;

    private KafkaBroker(Path directory) {
        this.directory = directory;
        this.server = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
    }

    /**
     * Starts one on free ports of the loopback.
     *
     * @param directory of its own, empty
     */
    public static KafkaBroker start(Path directory) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
        KafkaBroker broker = new KafkaBroker(directory);
        broker.server.startup();
        return broker;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(
                Map.of(
                        "node.id", "1",
                        "process.roles", "broker,controller",
                        "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                        "controller.listener.names", "CONTROLLER",
                        "listeners",
                                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(port, controllerPort),
                        "log.dirs", directory.toString(),
                        "auto.create.topics.enable", "false",
                        "offsets.topic.replication.factor", "1"));
        properties.put("group.initial.rebalance.delay.ms", "500");
        properties.put("offsets.topic.num.partitions", "1");
        return properties;
    }

    /** Stops it; its ports and data stay its own. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Starts it again after {@link #stop()}. */
    public void restart() {
        server = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
        server.startup();
    }

    /** Its address, {@code host:port}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /**
     * Creates a topic.
     *
     * @param policy {@code delete} or {@code compact}
     */
    public void create(String topic, int partitions, String policy) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(topic, Optional.of(partitions), Optional.empty())
                                            .configs(Map.of("cleanup.policy", policy))))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    /** Sends all, in their order; they are there when it returns. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (Producer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(20, TimeUnit.SECONDS);
            }
        }
    }

    /** Sends one record; it is there when it returns. */
    public void send(String topic, byte[] key, byte @Nullable [] value) throws Exception {
        send(List.of(new ProducerRecord<>(topic, key, value)));
    }

    /**
     * A producer of its own; the caller closes it. Records sent within 5 ms go together, which is
     * Kafka's default from version 4 on.
     */
    public Producer<byte[], byte[]> producer() {
        return producer(Duration.ofMillis(5));
    }

    /**
     * The same with a linger of the caller's choice.
     *
     * @param linger for how long a record waits for others; zero: it is sent at once
     */
    public Producer<byte[], byte[]> producer(Duration linger) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        Math.toIntExact(linger.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Reads a topic that exists from its start on; the caller closes it. */
    public TopicReader reader(String topic) {
        return new TopicReader(bootstrap(), topic);
    }

    /** All records of a topic so far. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long wanted =
                    consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (records.size() < wanted) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
