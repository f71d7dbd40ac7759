package io.feedrank.ranking.pipeline;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.StageTiming;
import io.feedrank.proto.v1.UserSession;
import io.feedrank.ranking.index.VectorIndexes;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import io.feedrank.testing.redis.RedisProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Time of one {@code rank()} of 1,000 candidates on one thread: a real Redis, 5,000 posts with a
 * day of counts each, and a model that costs nothing. Not a test: run its main.
 */
final class RankMicroRun {
    private static final int POSTS = 5_000;
    private static final int WARM_UP = 1_500;
    private static final int RUNS = 2_000;
    private static final Random RANDOM = new Random(11);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private RankMicroRun() {}

    /** Prints milliseconds. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of("target", "rank-micro-redis");
        try (RedisProcess redis = RedisProcess.start(directory);
                OnlineStore store = new RedisOnlineStore(redis.uri(), Duration.ofSeconds(5));
                LiveIndex index = new LiveIndex(VectorIndexes::serving, Clock.systemUTC())) {
            fill(store, index);
            measure(store, index);
        }
        System.exit(0);
    }

    private static void fill(OnlineStore store, LiveIndex index) throws InterruptedException {
        Newsroom newsroom = new Newsroom(store, index);
        String[] ids = new String[POSTS];
        for (int i = 0; i < POSTS; i++) {
            ids[i] = "post-" + i;
            newsroom.add(Newsroom.post(ids[i], "author-" + i % 300, "topic-" + i % 20), 0);
            store.put(List.of(stats(ids[i])));
            float[] vector = VectorSpace.ofReader("reader-" + i % 400);
            float[] noise = VectorSpace.ofReader("noise-" + i);
            for (int d = 0; d < vector.length; d++) {
                vector[d] += 0.5f * noise[d];
            }
            newsroom.readBy(ids[i], VectorSpace.NAME, vector);
        }
        Objects.requireNonNull(index.ready(VectorSpace.NAME)).refresh();
        newsroom.trending(Arrays.copyOfRange(ids, 0, 200));
        newsroom.fresh(Arrays.copyOfRange(ids, 200, 400));
        String[] follows = new String[20];
        for (int i = 0; i < 20; i++) {
            follows[i] = "author-" + i;
            newsroom.authorPosts(follows[i], Arrays.copyOfRange(ids, 400 + i * 10, 410 + i * 10));
        }
        for (int i = 0; i < 50; i++) {
            newsroom.put("user-" + i, user(i));
            newsroom.follows("user-" + i, follows);
        }
    }

    private static UserFeatures user(int number) {
        UserFeatures user = UserFeatures.empty();
        for (int event = 0; event < 600; event++) {
            Signal signal = event % 8 == 0 ? Signal.CLICK : Signal.IMPRESSION;
            user.add(
                    signal,
                    Newsroom.NOON.minusSeconds(120L * (600 - event)),
                    "post-" + RANDOM.nextInt(POSTS),
                    "topic-" + RANDOM.nextInt(20),
                    VectorSpace.ofReader("reader-" + (number * 7 + event) % 400));
        }
        return user;
    }

    private static OnlineWrite stats(String postId) {
        TiledCounts stats = PostStats.empty();
        for (int i = 0; i < 500; i++) {
            Instant time = Newsroom.NOON.minusSeconds(RANDOM.nextInt(48 * 3_600));
            stats.add(time, RANDOM.nextInt(8) == 0 ? 1 : 0, 1);
        }
        Codec<TiledCounts> codec = PostStats.CODEC;
        return new OnlineWrite(
                new OnlineKey(FeatureGroup.POST_STATS, postId),
                VersionedValue.of(1, 9, codec.toBytes(stats)));
    }

    private static void measure(OnlineStore store, LiveIndex index) {
        PipelineConfig config = PipelineConfig.from(Settings.of(Map.of()));
        PipelineExecutor executor =
                new PipelineExecutor(
                        PipelineStages.standard(
                                store,
                                new LocalPostVectors(index),
                                FakeModels.byColumn("post_ctr_24h"),
                                config),
                        config,
                        Clock.offset(
                                Clock.systemUTC(), Duration.between(Instant.now(), Newsroom.NOON)),
                        new PipelineMetrics(new SimpleMeterRegistry()));
        double[] all = new double[RUNS];
        double[] cpu = new double[RUNS];
        Map<String, double[]> byStage = new TreeMap<>();
        int candidates = 0;
        for (int run = -WARM_UP; run < RUNS; run++) {
            RankingRequest request =
                    new RankingRequest(
                            "r" + run,
                            "user-" + Math.floorMod(run, 50),
                            20,
                            Instant.MAX,
                            List.of(),
                            Map.of(),
                            false);
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            RankedFeed feed = executor.rank(request, UserSession.getDefaultInstance());
            long nanos = System.nanoTime() - start;
            if (run >= 0) {
                all[run] = nanos / 1e6;
                cpu[run] = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6;
                for (StageTiming stage : feed.snapshot().getStagesList()) {
                    byStage.computeIfAbsent(stage.getName(), name -> new double[RUNS])[run] =
                            stage.getMicros() / 1e3;
                    if (stage.getName().equals("score")) {
                        candidates = stage.getCandidatesIn();
                    }
                }
            }
        }
        print("rank() of " + candidates, all);
        print("  its own CPU time", cpu);
        byStage.forEach(RankMicroRun::print);
    }

    private static void print(String name, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-24s p50 %7.3f ms  p99 %7.3f ms%n",
                name,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100]);
    }
}
