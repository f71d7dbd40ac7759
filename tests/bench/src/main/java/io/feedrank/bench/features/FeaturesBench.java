package io.feedrank.bench.features;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.bench.Medians;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.testing.redis.RedisProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole measurement. */
final class FeaturesBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 1;

    private final FeaturesBenchConfig config;
    private final PrintStream out;
    private final Path directory;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    /** Servers write to {@code directory}. */
    FeaturesBench(FeaturesBenchConfig config, Path directory, PrintStream out) {
        this.config = config;
        this.out = out;
        this.directory = directory;
    }

    void run() throws Exception {
        Workload workload = Workload.draw(SEED, config.scale());
        out.printf(
                "%,d events of %,d people, %,d touches of %,d posts%n",
                workload.events().size(),
                workload.userIds().size(),
                workload.touches(),
                workload.postIds().size());
        topology(workload);
        try (RedisProcess redis = RedisProcess.start(directory.resolve("redis-read"))) {
            read(workload, redis);
        }
        try (RedisProcess redis =
                RedisProcess.start(
                        directory.resolve("redis"),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "everysec")) {
            freshness(workload, redis);
        }
        Path file = config.json();
        if (file != null) {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
        }
    }

    private void topology(Workload workload) throws Exception {
        TopologyRun topology = new TopologyRun(workload);
        TopologyRun unaudited = new TopologyRun(workload, Map.of(AuditShare.KEY, "0"));
        TopologyRun audited = new TopologyRun(workload, Map.of(AuditShare.KEY, "1"));
        if (!config.quick()) {
            plain(workload, touchesPerFlush(workload, say("warm-up", topology.run("hashmap"))));
        }
        List<Double> heap = new ArrayList<>();
        List<Double> loop = new ArrayList<>();
        List<Double> none = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        double writes = 0;
        for (int run = 1; run <= config.runs(); run++) {
            TopologyRun.Result onHeap = topology.run("hashmap");
            say("topology on the heap, run " + run, onHeap);
            heap.add(onHeap.took().cpuSeconds());
            writes = onHeap.writes();
            TopologyRun.Result plain = plain(workload, touchesPerFlush(workload, onHeap));
            say("plain loop, run " + run, plain);
            loop.add(plain.took().cpuSeconds());
            none.add(
                    say("nobody audited, run " + run, unaudited.run("hashmap"))
                            .took()
                            .cpuSeconds());
            all.add(say("all audited, run " + run, audited.run("hashmap")).took().cpuSeconds());
        }
        // A tenth: each touch reads and writes whole states there, some twenty times slower.
        Workload tenth = Workload.draw(SEED, config.scale() * 0.1);
        TopologyRun.Result onDisk =
                say("topology on RocksDB, a tenth", new TopologyRun(tenth).run("rocksdb"));
        double touches = workload.touches();
        figure("events_per_cpu_second", workload.events().size() / Medians.of(heap));
        figure("updates_per_cpu_second", touches / Medians.of(heap));
        figure("plain_loop_updates_per_cpu_second", touches / Medians.of(loop));
        figure("ratio_to_plain_loop", Medians.of(heap) / Medians.of(loop));
        figure(
                "rocksdb_updates_per_cpu_second",
                (double) tenth.touches() / onDisk.took().cpuSeconds());
        figure("writes_per_update", writes / touches);
        figure("audit_ratio", Medians.of(heap) / Medians.of(none));
        figure("audit_all_ratio", Medians.of(all) / Medians.of(none));
    }

    /** The loop writes as often as the topology: what came within its gathering time of 20 ms. */
    private static long touchesPerFlush(Workload workload, TopologyRun.Result result) {
        return Math.max(1, (long) (workload.touches() * 0.02 / result.took().wallSeconds()));
    }

    private static TopologyRun.Result plain(Workload workload, long touchesPerFlush) {
        try (Feed feed = new Feed(workload)) {
            PlainLoop loop = new PlainLoop(touchesPerFlush, feed::write);
            loop.posts(workload.posts());
            ProcessCpu start = ProcessCpu.now();
            loop.events(workload.events());
            return new TopologyRun.Result(ProcessCpu.now().since(start), feed.writes());
        }
    }

    private void read(Workload workload, RedisProcess redis) {
        try (ReadRun reads = new ReadRun(workload, redis)) {
            double stateBytes = reads.fill();
            List<ReadRun.Result> results = new ArrayList<>();
            for (int run = 1; run <= config.runs(); run++) {
                ReadRun.Result result = reads.run(config.reads(), config.postsOfARead());
                out.printf("read, run %d: %s%n", run, result);
                results.add(result);
            }
            double limit = Medians.of(results.stream().map(ReadRun.Result::limit).toList());
            double store = Medians.of(results.stream().map(ReadRun.Result::store).toList());
            double whole = Medians.of(results.stream().map(ReadRun.Result::hydrated).toList());
            figure("read_1000_p50_ms", store);
            figure("redis_mget_limit_p50_ms", limit);
            figure("ratio_to_redis_limit", store / limit);
            figure("hydrate_1000_p50_ms", whole);
            figure("hydrate_ratio_to_redis_limit", whole / limit);
            figure("state_bytes_per_user", stateBytes);
            figure("redis_bytes_per_post", reads.redisBytesPerPost());
        }
    }

    private void freshness(Workload workload, RedisProcess redis) throws Exception {
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        // The heap that the measurements before left is not this one's.
        System.gc();
        try (FreshnessRun freshness = new FreshnessRun(workload, config, directory, redis)) {
            out.printf("warm-up: ms of compiling in each round %s%n", freshness.start());
            for (int run = 1; run <= config.runs(); run++) {
                double[] millis =
                        freshness.run().stream().mapToDouble(Double::doubleValue).toArray();
                p50.add(Medians.percentile(millis, 50));
                p99.add(Medians.percentile(millis, 99));
                out.printf(
                        "freshness, run %d: %d probes, p50 %.1f ms, p99 %.1f ms%n",
                        run, millis.length, p50.get(run - 1), p99.get(run - 1));
            }
        }
        figure("freshness_p50_ms", Medians.of(p50));
        figure("freshness_p99_ms", Medians.of(p99));
    }

    private TopologyRun.Result say(String what, TopologyRun.Result result) {
        out.printf(
                "%s: %.2f CPU s, %.2f s, %,d values written%n",
                what, result.took().cpuSeconds(), result.took().wallSeconds(), result.writes());
        return result;
    }

    private void figure(String name, double value) {
        figures.put(name, value);
        out.printf("%s: %,.3f%n", name, value);
    }
}
