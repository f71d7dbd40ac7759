package io.feedrank.feature.online.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.erasure.IdPattern;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.testing.redis.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class RedisErasureIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir private static Path data;

    private static RedisProcess server;
    private static URI uri;

    @BeforeAll
    static void start() {
        server = RedisProcess.start(data, "--appendonly", "yes");
        uri = server.uri();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void keys_and_pages_of_one_person_go_and_those_of_others_stay() {
        try (RedisClient client = RedisClient.create(uri);
                RedisFeedStore feeds = new RedisFeedStore(uri, TIMEOUT);
                RedisErasure erasure = new RedisErasure(uri, TIMEOUT)) {
            client.set("f:user_meta:v1:u-1", "row");
            client.set("f:user_author:v2:u-1|a-1", "pair");
            client.set("f:user_meta:v1:u-10", "row");
            feeds.save(page("r-1", "u-1"));
            feeds.save(page("r-2", "u-10"));
            client.lpush("a list", "of u-1");

            assertThat(erasure.deleteKeysOf("u-1")).as("two features, one last feed").isEqualTo(3);
            assertThat(erasure.deletePagesOf("u-1")).isEqualTo(1);
            assertThat(erasure.deleteKeysOf("u-1")).as("the second time").isZero();
            assertThat(client.exists("f:user_meta:v1:u-10", "last:u-10", "s:r-2")).isEqualTo(3);
            assertThat(erasure.hits(new IdPattern("u-1"))).containsOnlyKeys("a list");
        }
    }

    @Test
    void an_id_with_characters_of_a_pattern_means_itself() {
        try (RedisClient client = RedisClient.create(uri);
                RedisErasure erasure = new RedisErasure(uri, TIMEOUT)) {
            client.set("f:x:v1:a*[b]?", "1");
            client.set("f:x:v1:aXbY", "1");

            assertThat(erasure.deleteKeysOf("a*[b]?")).isEqualTo(1);
            assertThat(client.exists("f:x:v1:aXbY")).isTrue();
        }
    }

    @Test
    void the_log_on_disk_forgets_what_was_deleted() throws IOException {
        IdPattern id = new IdPattern("logged-1");
        try (RedisClient client = RedisClient.create(uri);
                RedisErasure erasure = new RedisErasure(uri, TIMEOUT)) {
            client.set("f:user_meta:v1:logged-1", "row");
            erasure.deleteKeysOf("logged-1");
            assertThat(id.count(Files.readAllBytes(data.resolve("appendonly.aof")))).isPositive();

            assertThat(erasure.rewriteLog(TIMEOUT)).isTrue();
            assertThat(id.count(Files.readAllBytes(data.resolve("appendonly.aof")))).isZero();
        }
    }

    private static FeedResponse page(String request, String user) {
        return FeedResponse.newBuilder()
                .setRequestId(request)
                .setUserId(user)
                .setServedBy(ServedBy.SERVED_BY_FULL)
                .build();
    }
}
