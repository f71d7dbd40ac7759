package io.feedrank.bench.features;

import io.feedrank.cli.dataset.PostRow;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.jobs.OnlineFeatureJob;
import io.feedrank.testing.KafkaBroker;
import io.feedrank.testing.redis.RedisProcess;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The online job as it is deployed, between a real Kafka and a real Redis, under a steady stream of
 * the workload's events, which happen now.
 */
final class FreshnessRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PROBES_PER_SECOND = 50;
    private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The compiler rests when nothing was compiled for so long. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Workload workload;
    private final FeaturesBenchConfig config;
    private final Path directory;
    private final RedisOnlineStore store;
    private final KafkaBroker kafka;
    private final String redisUri;
    private @Nullable JobClient job;
    private int sentEvents;
    private int sentProbes;

    FreshnessRun(Workload workload, FeaturesBenchConfig config, Path directory, RedisProcess redis)
            throws Exception {
        this.workload = workload;
        this.config = config;
        this.directory = directory;
        this.redisUri = redis.uri().toString();
        this.store = new RedisOnlineStore(redis.uri(), Duration.ofSeconds(5));
        this.kafka = KafkaBroker.start(directory.resolve("kafka"));
    }

    /**
     * Starts the job, and lets events flow until everything is warm.
     *
     * @return milliseconds of compiling in each round of it, the last next to none unless the time
     *     for it ran out
     */
    List<Long> start() throws Exception {
        for (String topic : Topics.appended()) {
            kafka.create(topic, Topics.PARTITIONS, "delete");
        }
        for (String topic : Topics.compacted()) {
            kafka.create(topic, Topics.PARTITIONS, "compact");
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(2, configuration());
        OnlineFeatureJob.build(
                env,
                Settings.of(Map.of("kafka.bootstrap", kafka.bootstrap(), "redis.uri", redisUri)));
        job = env.executeAsync("online-features");
        List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
        for (int i = 0; i < workload.posts().size(); i++) {
            rows.add(row(workload.postIds().get(i), workload.posts().get(i)));
        }
        int probes = (int) (config.runs() * config.probing().toSeconds() * PROBES_PER_SECOND) + 2;
        for (int i = 0; i < probes; i++) {
            rows.add(row(Probes.post(i), probePost(i)));
        }
        kafka.send(rows);
        OnlineKey last = new OnlineKey(FeatureGroup.POST_META, Probes.post(probes - 1));
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (store.get(List.of(last)).get(0) == null) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("the job wrote no row within " + PATIENCE);
            }
            LockSupport.parkNanos(CHUNK_NANOS);
        }
        return warmUp();
    }

    /**
     * Lets events flow, with a rest after each round for the compiler, whose backlog takes minutes
     * of a core beside a stream that leaves it little; ends with the first round that left the
     * compiler next to nothing to do.
     */
    private List<Long> warmUp() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long giveUpAt = System.nanoTime() + config.warmUp().toNanos();
        List<Long> rounds = new ArrayList<>();
        long compiled;
        do {
            long before = compiler.getTotalCompilationTime();
            flow(config.warmUpRound(), null);
            settle();
            for (long last = -1;
                    last != compiler.getTotalCompilationTime() && System.nanoTime() < giveUpAt; ) {
                last = compiler.getTotalCompilationTime();
                LockSupport.parkNanos(QUIET_NANOS);
            }
            compiled = compiler.getTotalCompilationTime() - before;
            rounds.add(compiled);
        } while (compiled > config.warmUpRound().toMillis() / 10 && System.nanoTime() < giveUpAt);
        return rounds;
    }

    /** Returns when what piled up while the code was cold is through. */
    private void settle() {
        Probes last = new Probes(store);
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            last.sending(sentProbes);
            producer.send(probe(sentProbes++));
        }
        last.over();
        last.await(PATIENCE);
    }

    private Configuration configuration() {
        return Configuration.fromMap(
                Map.of(
                        "state.backend.type",
                        "hashmap",
                        "execution.checkpointing.interval",
                        "5 s",
                        "execution.checkpointing.storage",
                        "filesystem",
                        "execution.checkpointing.dir",
                        directory.resolve("checkpoints").toUri().toString(),
                        "taskmanager.memory.network.max",
                        "128m",
                        "taskmanager.numberOfTaskSlots",
                        "8",
                        "pipeline.object-reuse",
                        "true",
                        "security.delegation.tokens.enabled",
                        "false",
                        "execution.buffer-timeout.interval",
                        "5 ms",
                        "taskmanager.network.memory.buffer-debloat.enabled",
                        "true"));
    }

    /** From the sending of each probe to its values in Redis, in milliseconds. */
    List<Double> run() throws Exception {
        Probes probes = new Probes(store);
        ExecutorService looking = Executors.newSingleThreadExecutor();
        try {
            Future<List<Double>> found = looking.submit(() -> probes.await(PATIENCE));
            flow(config.probing(), probes);
            probes.over();
            return found.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
        } finally {
            looking.shutdownNow();
        }
    }

    /** Sends events at the rate, a chunk a millisecond, with probes between them. */
    private void flow(Duration duration, @Nullable Probes probes) {
        long start = System.nanoTime();
        long events = 0;
        long probed = 0;
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (long passed = 0; passed < duration.toNanos(); ) {
                passed = System.nanoTime() - start;
                for (long due = passed * config.eventsPerSecond() / 1_000_000_000L;
                        events < due;
                        events++) {
                    producer.send(next());
                }
                long due = passed * PROBES_PER_SECOND / 1_000_000_000L;
                if (probes != null && probed < due) {
                    probed = due;
                    probes.sending(sentProbes);
                    producer.send(probe(sentProbes++));
                }
                LockSupport.parkNanos(CHUNK_NANOS);
            }
        }
    }

    /** The workload's next event, as if it happened now. */
    private ProducerRecord<byte[], byte[]> next() {
        int number = sentEvents++;
        byte[] bytes = workload.events().get(number % workload.events().size());
        Event event = EventCodec.decode(bytes, EventCodec.PROTOBUF);
        return record(
                new Event(
                        "e-" + number,
                        event.userId(),
                        event.type(),
                        event.postIds(),
                        Instant.now(),
                        event.requestId(),
                        event.position(),
                        event.dwellMs(),
                        event.device(),
                        event.sessionId()));
    }

    private static ProducerRecord<byte[], byte[]> probe(int number) {
        return record(
                new Event(
                        "probe-" + number,
                        Probes.user(number),
                        EventType.CLICK,
                        List.of(Probes.post(number)),
                        Instant.now(),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static ProducerRecord<byte[], byte[]> record(Event event) {
        return new ProducerRecord<>(
                Topics.FEED_EVENTS, utf8(event.userId()), EventCodec.encode(event));
    }

    private static ProducerRecord<byte[], byte[]> row(String id, byte[] captured) {
        return new ProducerRecord<>(Topics.CDC_POSTS, utf8(id), captured);
    }

    private static byte[] probePost(int number) {
        return new PostRow(
                        Probes.post(number),
                        "probe-author",
                        Instant.now(),
                        "A probe",
                        "",
                        "en",
                        "probes",
                        PostRow.PUBLISHED,
                        null)
                .captured();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        if (job != null) {
            job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        store.close();
        kafka.close();
    }
}
