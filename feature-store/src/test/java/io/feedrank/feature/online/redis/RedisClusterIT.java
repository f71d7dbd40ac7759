package io.feedrank.feature.online.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.testing.redis.RedisClusterProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Three masters and a replica of each, in six processes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisClusterIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @TempDir private static Path directory;
    private static RedisClusterProcess cluster;

    @BeforeAll
    static void start() {
        cluster = RedisClusterProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void values_are_spread_over_the_masters_and_read_in_the_order_asked_for() {
        try (RedisOnlineStore store = new RedisOnlineStore(cluster.uri(), TIMEOUT);
                RedisGroupScan scan = new RedisGroupScan(cluster.uri(), TIMEOUT)) {
            store.put(IntStream.range(0, 1_000).mapToObj(i -> write("p" + i, 1, i)).toList());

            List<OnlineKey> keys =
                    IntStream.range(0, 1_100).mapToObj(i -> key("p" + (1_099 - i))).toList();
            List<VersionedValue> values = store.get(keys);

            assertThat(values.subList(0, 100)).containsOnlyNulls();
            assertThat(values.subList(100, 1_100))
                    .extracting(VersionedValue::sequence)
                    .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> 999L - i).toList());
            for (int master = 0; master < 3; master++) {
                assertThat(Integer.parseInt(cluster.node(master).command("DBSIZE")))
                        .as("keys of master %d", master)
                        .isGreaterThan(200);
            }
            assertThat(scan.count(FeatureGroup.POST_STATS)).isEqualTo(1_000);
        }
    }

    @Test
    void a_slot_that_moves_is_followed() {
        OnlineKey moved = new OnlineKey(FeatureGroup.USER_TOPICS, "moved");
        try (RedisOnlineStore store = new RedisOnlineStore(cluster.uri(), TIMEOUT)) {
            store.put(List.of(new OnlineWrite(moved, VersionedValue.of(1, 7, new byte[0]))));
            String name = OnlineKey.prefix(FeatureGroup.USER_TOPICS) + "moved";
            String slot = cluster.node(0).command("CLUSTER", "KEYSLOT", name);
            int from = Integer.parseInt(slot) * 3 / 16_384;
            int to = (from + 1) % 3;
            String source = cluster.node(from).command("CLUSTER", "MYID");
            String target = cluster.node(to).command("CLUSTER", "MYID");
            cluster.node(to).command("CLUSTER", "SETSLOT", slot, "IMPORTING", source);
            cluster.node(from).command("CLUSTER", "SETSLOT", slot, "MIGRATING", target);
            cluster.node(from)
                    .command(
                            "MIGRATE",
                            "127.0.0.1",
                            Integer.toString(cluster.node(to).port()),
                            name,
                            "0",
                            "5000");

            assertThat(store.get(List.of(moved)).get(0).sequence()).as("ASK").isEqualTo(7);
            store.put(List.of(new OnlineWrite(moved, VersionedValue.of(1, 8, new byte[0]))));
            store.put(List.of(new OnlineWrite(moved, VersionedValue.of(1, 6, new byte[0]))));

            for (int node = 0; node < 3; node++) {
                cluster.node(node).command("CLUSTER", "SETSLOT", slot, "NODE", target);
            }
            assertThat(store.get(List.of(moved)).get(0).sequence()).as("MOVED").isEqualTo(8);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_master_that_dies_is_replaced_and_no_version_goes_back() {
        List<OnlineWrite> newest =
                IntStream.range(0, 300).mapToObj(i -> write("f" + i, 1, 500)).toList();
        List<OnlineWrite> older =
                IntStream.range(0, 300).mapToObj(i -> write("f" + i, 1, 499)).toList();
        List<OnlineKey> keys = newest.stream().map(OnlineWrite::key).toList();
        FeedResponse feed =
                FeedResponse.newBuilder()
                        .setRequestId("r1")
                        .setUserId("u1")
                        .setServedBy(ServedBy.SERVED_BY_FULL)
                        .build();
        try (RedisOnlineStore store = new RedisOnlineStore(cluster.uri(), TIMEOUT);
                RedisFeedStore feeds = new RedisFeedStore(cluster.uri(), TIMEOUT)) {
            feeds.save(feed);
            store.put(newest);

            cluster.killMaster(1);
            Awaitility.await()
                    .ignoreExceptionsMatching(RedisClusterIT::isUnavailable)
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> store.put(older));

            assertThat(store.get(keys)).extracting(VersionedValue::sequence).containsOnly(500L);
            assertThat(feeds.lastOf("u1")).contains(feed);
            assertThat(feeds.served("r1")).contains(feed);
        }
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof FeedrankException known
                && known.category() == FeedrankException.Category.UNAVAILABLE;
    }

    private static OnlineKey key(String post) {
        return new OnlineKey(FeatureGroup.POST_STATS, post);
    }

    private static OnlineWrite write(String post, long generation, long sequence) {
        return new OnlineWrite(
                key(post), VersionedValue.of(generation, sequence, new byte[] {1, 2, 3}));
    }
}
