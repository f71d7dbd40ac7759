package io.feedrank.feature.online.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.testing.process.LoopbackPorts;
import io.feedrank.testing.redis.RedisProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class RedisStoresIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final OnlineKey KEY = new OnlineKey(FeatureGroup.POST_STATS, "p1");

    @TempDir private static Path directory;
    private static RedisProcess server;
    private static URI uri;

    @BeforeAll
    static void start() {
        server = RedisProcess.start(directory);
        uri = server.uri();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_version_never_goes_back() {
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT)) {
            store.put(List.of(write(1, 300), write(1, 200)));
            assertThat(stored(store).sequence()).isEqualTo(300);
            store.put(List.of(write(2, 1)));
            assertThat(stored(store).generation()).as("a backfill wins").isEqualTo(2);
            store.put(List.of(write(1, 9_999)));
            assertThat(stored(store).generation()).isEqualTo(2);
            store.put(List.of(write(2, 256)));
            assertThat(stored(store).sequence()).isEqualTo(256);
        }
    }

    @Test
    void a_job_restored_from_an_older_checkpoint_does_not_take_values_back() {
        OnlineKey key = new OnlineKey(FeatureGroup.USER_ACTIVITY, "restored");
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT)) {
            // It wrote up to 40, its newest checkpoint is of 10, and it reads on from there.
            store.put(List.of(write(key, 1, 10, "checkpoint"), write(key, 1, 40, "newest")));
            for (int sequence = 11; sequence <= 40; sequence++) {
                store.put(List.of(write(key, 1, sequence, "again " + sequence)));
                VersionedValue seen = store.get(List.of(key)).get(0);
                assertThat(seen.sequence()).isEqualTo(40);
                // The same version holds the same updates: written once more, it may replace
                // itself.
                assertThat(text(seen)).isEqualTo(sequence < 40 ? "newest" : "again 40");
            }
            store.put(List.of(write(key, 1, 41, "on")));
            assertThat(text(store.get(List.of(key)).get(0))).isEqualTo("on");
        }
    }

    @Test
    void a_backfill_wins_over_the_job_that_still_runs_and_not_the_other_way_round() {
        OnlineKey key = new OnlineKey(FeatureGroup.USER_ACTIVITY, "backfilled");
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT)) {
            store.put(List.of(write(key, 1, 1_000, "old definition")));
            store.put(List.of(write(key, 2, 3, "new definition")));
            store.put(List.of(write(key, 1, 1_001, "old definition, later")));
            assertThat(text(store.get(List.of(key)).get(0))).isEqualTo("new definition");
        }
    }

    private static OnlineWrite write(OnlineKey key, long generation, long sequence, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return new OnlineWrite(key, VersionedValue.of(generation, sequence, payload));
    }

    private static String text(VersionedValue value) {
        byte[] bytes = value.bytes();
        int length = bytes.length - VersionedValue.PAYLOAD;
        return new String(bytes, VersionedValue.PAYLOAD, length, StandardCharsets.UTF_8);
    }

    @Test
    void values_come_in_the_order_asked_for_and_null_where_there_is_none() {
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT)) {
            OnlineKey other = new OnlineKey(FeatureGroup.USER_POSTS, "u\u00e9");
            store.put(List.of(new OnlineWrite(other, VersionedValue.of(1, 1, new byte[] {42}))));
            List<VersionedValue> values =
                    store.get(List.of(new OnlineKey(FeatureGroup.USER_POSTS, "none"), other));
            assertThat(values.get(0)).isNull();
            assertThat(values.get(1).bytes()[VersionedValue.PAYLOAD]).isEqualTo((byte) 42);
        }
    }

    @Test
    void values_expire_as_their_group_says() {
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT);
                RedisClient plain = RedisClient.create(uri)) {
            store.put(List.of(write(3, 1)));
            assertThat(plain.ttl(KEY.bytes()))
                    .isBetween(1L, FeatureGroup.POST_STATS.timeToLive().toSeconds());
        }
    }

    @Test
    void a_script_that_redis_forgot_is_loaded_again() {
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT);
                RedisClient plain = RedisClient.create(uri)) {
            store.put(List.of(write(4, 1)));
            plain.scriptFlush("any");
            store.put(List.of(write(4, 2)));
            assertThat(stored(store).sequence()).isEqualTo(2);
        }
    }

    @Test
    void a_full_feed_becomes_the_last_one_and_a_lesser_one_does_not() {
        try (RedisFeedStore feeds = new RedisFeedStore(uri, TIMEOUT)) {
            feeds.save(feed("r1", ServedBy.SERVED_BY_FULL));
            feeds.save(feed("r2", ServedBy.SERVED_BY_FALLBACK));
            assertThat(feeds.lastOf("u1").orElseThrow().getRequestId()).isEqualTo("r1");
            assertThat(feeds.served("r2")).isPresent();
            assertThat(feeds.served("r3")).isEmpty();
        }
    }

    @Test
    void a_store_that_is_not_there_is_unavailable() {
        URI nobody = URI.create("redis://127.0.0.1:" + LoopbackPorts.reserve());
        try (RedisOnlineStore store = new RedisOnlineStore(nobody, TIMEOUT)) {
            assertThatThrownBy(() -> store.get(List.of(KEY)))
                    .isInstanceOfSatisfying(
                            FeedrankException.class,
                            e ->
                                    assertThat(e.category())
                                            .isEqualTo(FeedrankException.Category.UNAVAILABLE));
        }
    }

    private static FeedResponse feed(String requestId, ServedBy servedBy) {
        return FeedResponse.newBuilder()
                .setRequestId(requestId)
                .setUserId("u1")
                .setServedBy(servedBy)
                .build();
    }

    private static OnlineWrite write(long generation, long sequence) {
        return new OnlineWrite(KEY, VersionedValue.of(generation, sequence, new byte[] {1}));
    }

    private static VersionedValue stored(RedisOnlineStore store) {
        return store.get(List.of(KEY)).get(0);
    }
}
