package io.feedrank.ranking.statefun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.feedrank.testing.KafkaBroker;
import io.feedrank.testing.TopicReader;
import io.feedrank.testing.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Topics, a function and a runtime of one test's own, on a broker that a class of tests shares. */
final class TestBed implements AutoCloseable {

    /**
     * How long a process may take from its start to its first reply, on a machine that is busy with
     * a build.
     */
    static final Duration STARTED = Duration.ofSeconds(90);

    private static final AtomicInteger BEDS = new AtomicInteger();

    private final KafkaBroker kafka;
    private final Path directory;
    private final String name;
    private final Producer<byte[], byte[]> producer;
    private final TopicReader answered;
    private final int functionPort;
    private CountingRanker ranker;
    private @Nullable RuntimeProcess runtime;

    TestBed(KafkaBroker kafka, Path directory, String test) throws Exception {
        this.kafka = kafka;
        this.directory = directory;
        this.name = test + "-" + BEDS.incrementAndGet();
        kafka.create(requestTopic(), 4, "delete");
        kafka.create(replyTopic(), 1, "delete");
        producer = kafka.producer(Duration.ZERO);
        answered = kafka.reader(replyTopic());
        functionPort = LoopbackPorts.reserve();
        ranker = CountingRanker.start(functionPort);
    }

    String requestTopic() {
        return "feed-requests-" + name;
    }

    String replyTopic() {
        return "feed-responses." + name;
    }

    Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    CountingRanker ranker() {
        return ranker;
    }

    /** Everything that came back so far. */
    TopicReader answered() {
        return answered;
    }

    RuntimeProcess runtime() {
        if (runtime == null) {
            throw new IllegalStateException("start a runtime first");
        }
        return runtime;
    }

    /** Starts the runtime, or starts it again on what the last one left. */
    void startRuntime(Map<String, String> overrides) throws IOException {
        runtime = startRuntimeBeside(overrides, "process");
    }

    /** Starts a runtime that {@link #runtime()} does not name; the caller ends it. */
    RuntimeProcess startRuntimeBeside(Map<String, String> overrides, String process)
            throws IOException {
        Map<String, String> settings =
                new HashMap<>(
                        Map.of(
                                "kafka.bootstrap", kafka.bootstrap(),
                                "statefun.function-url", ranker.url(),
                                "statefun.request-topic", requestTopic(),
                                "statefun.consumer-group", name,
                                "statefun.checkpoint-dir", checkpoints().toString(),
                                "statefun.rest-port", Integer.toString(LoopbackPorts.reserve())));
        settings.putAll(overrides);
        return RuntimeProcess.start(directory.resolve(process), name + "-" + process, settings);
    }

    void stopFunction() {
        ranker.close();
    }

    void startFunctionAgain() throws InterruptedException {
        ranker = CountingRanker.start(functionPort);
    }

    /** Sends a request whose reply is to read {@code USER|TEXT|COUNT}. */
    void send(String user, String text) {
        send(new ProducerRecord<>(requestTopic(), bytes(user), bytes(replyTopic() + "|" + text)));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get(30, SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("cannot send to " + record.topic(), e);
        }
    }

    void awaitAnswer(String answer) {
        await().atMost(STARTED).until(() -> answered.values().contains(answer));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        if (runtime != null) {
            runtime.close();
        }
        answered.close();
        producer.close(Duration.ofSeconds(1));
        ranker.close();
    }
}
