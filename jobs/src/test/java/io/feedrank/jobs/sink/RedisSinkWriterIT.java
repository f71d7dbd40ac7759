package io.feedrank.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.testing.redis.RedisProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSinkWriterIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration FLUSH = Duration.ofMillis(20);
    private static final SinkWriter.Context NOW =
            new SinkWriter.Context() {
                @Override
                public long currentWatermark() {
                    return 0;
                }

                @Override
                public Long timestamp() {
                    return 0L;
                }
            };

    @TempDir private Path directory;
    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private RedisProcess redis;

    @BeforeEach
    void start() {
        // As the local stack runs it: what it confirmed is on disk, or it would not be confirmed.
        redis = RedisProcess.start(directory, "--appendonly", "yes", "--appendfsync", "always");
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void only_the_newest_value_of_a_key_is_written_when_the_timer_fires() throws Exception {
        try (RedisOnlineStore store = store();
                RedisSinkWriter writer = new RedisSinkWriter(store(), time, FLUSH)) {
            time.setCurrentTime(0);
            writer.write(write("p1", 2), NOW);
            writer.write(write("p1", 5), NOW);
            writer.write(write("p1", 3), NOW);
            assertThat(store.get(List.of(key("p1")))).containsOnlyNulls();
            time.setCurrentTime(FLUSH.toMillis());
            assertThat(store.get(List.of(key("p1"))).get(0).sequence()).isEqualTo(5);
        }
    }

    @Test
    void a_full_buffer_is_written_at_once_and_the_rest_at_the_checkpoint() throws Exception {
        try (RedisOnlineStore store = store();
                RedisSinkWriter writer = new RedisSinkWriter(store(), time, FLUSH)) {
            for (int i = 0; i < 600; i++) {
                writer.write(write("p" + i, 1), NOW);
            }
            assertThat(store.get(keys(512))).doesNotContainNull();
            assertThat(store.get(List.of(key("p599")))).containsOnlyNulls();
            writer.flush(false);
            assertThat(store.get(keys(600))).doesNotContainNull();
        }
    }

    @Test
    void redis_is_killed_in_the_middle_and_nothing_is_lost() throws Exception {
        try (RedisSinkWriter writer = new RedisSinkWriter(store(), time, FLUSH)) {
            for (int i = 0; i < 512; i++) {
                writer.write(write("p" + i, 1), NOW);
            }
            redis.kill();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeAll(writer));
            assertThat(writing).isNotDone();
            redis.start();
            writing.get(30, TimeUnit.SECONDS);
        }
        // Opened now: a reader's pooled connection would have died with the server.
        try (RedisOnlineStore store = store()) {
            assertThat(store.get(keys(2_000)))
                    .extracting(VersionedValue::sequence)
                    .containsOnly(2L);
        }
    }

    private static void writeAll(RedisSinkWriter writer) {
        for (int i = 0; i < 2_000; i++) {
            writer.write(write("p" + i, 2), NOW);
        }
        writer.flush(false);
    }

    @Test
    void what_redis_refuses_for_good_fails_the_job_at_once() throws Exception {
        URI wrong = URI.create("redis://nobody:secret@127.0.0.1:" + redis.port());
        try (RedisSinkWriter writer =
                new RedisSinkWriter(new RedisOnlineStore(wrong, TIMEOUT), time, FLUSH)) {
            writer.write(write("p1", 1), NOW);
            assertThatThrownBy(() -> writer.flush(false))
                    .isInstanceOf(FeedrankException.class)
                    .hasMessageContaining("Redis does not let us in: WRONGPASS");
        }
    }

    private RedisOnlineStore store() {
        return new RedisOnlineStore(redis.uri(), TIMEOUT);
    }

    private static List<OnlineKey> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> key("p" + i)).toList();
    }

    private static OnlineKey key(String post) {
        return new OnlineKey(FeatureGroup.POST_STATS, post);
    }

    private static OnlineWrite write(String post, long sequence) {
        return new OnlineWrite(key(post), VersionedValue.of(1, sequence, new byte[] {1}));
    }
}
